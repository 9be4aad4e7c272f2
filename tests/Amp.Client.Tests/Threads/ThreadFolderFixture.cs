using System.Text;

namespace Amp.Client.Tests.Threads;

/// <summary>A folder of threads, and a store that reads it.</summary>
public sealed class ThreadFolderFixture : IDisposable
{
    public const string Id = "T-01a1f7d9-5f62-7347-bfda-8e1b5a6655dd";
    public const string OtherId = "T-01a1f7d9-8de7-71ad-9f24-a878ae1d915a";

    public string Folder { get; } = Directory.CreateTempSubdirectory("amp-threads-").FullName;

    public AmpLocalThreadStore Store => With(new());

    public AmpLocalThreadStore With(AmpThreadStoreOptions options) => new(options with { Roots = [new(Folder, AmpThreadRootKind.Cli, "test")] });

    public string Write(string json, string name = Id + ".json") => Write(Encoding.UTF8.GetBytes(json), name);

    public string Write(byte[] json, string name = Id + ".json")
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, json);
        return path;
    }

    /// <summary>Writes a thread of these messages.</summary>
    public void WriteMessages(string messages, string fields = "") => Write($$"""{"id":"{{Id}}","created":1000{{(fields.Length == 0 ? "" : "," + fields)}},"messages":[{{messages}}]}""");

    public async Task<AmpThread> ReadAsync() => await Store.ReadAsync(Id) ?? throw new InvalidOperationException("There is no such thread.");

    public async Task<AmpThreadListing> ListOneAsync() => Assert.Single(await Store.ListAsync().ToListAsync());

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
