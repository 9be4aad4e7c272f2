using System.IO.Compression;
using Amp.Streaming;

namespace Amp.Client.Tests.Threads;

/// <summary>A recording that has both what the CLI printed and the thread that it kept.</summary>
public sealed class RecordedThread(string name)
{
    private static readonly string Root = FindRoot();

    public static TheoryData<string> All =>
    [
        .. Directory.EnumerateFiles(Root, "thread.json*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, Path.GetDirectoryName(file)!))
            .Order(StringComparer.Ordinal),
    ];

    public static RecordedThread Of(string version, string scenario) => new(Path.Combine(version, scenario));

    public byte[] Thread => Read("thread.json");

    public byte[] Stream => Read("stdout.jsonl");

    /// <summary>Puts the thread where the CLI keeps it.</summary>
    /// <returns>Its id.</returns>
    public AmpThreadId CopyTo(string folder)
    {
        using var json = System.Text.Json.JsonDocument.Parse(Thread);
        var id = AmpThreadId.Parse(json.RootElement.GetProperty("id").GetString()!);
        File.WriteAllBytes(Path.Combine(folder, id.Value + ".json"), Thread);
        return id;
    }

    public async Task<List<AmpMessage>> ReadStreamAsync()
    {
        var messages = new List<AmpMessage>();
        await using var reader = new AmpStreamReader(new MemoryStream(Read("stdout.jsonl")));
        await foreach (var item in reader.ReadAllAsync())
        {
            if (item.Message is { } message)
            {
                messages.Add(message);
            }
        }

        return messages;
    }

    private byte[] Read(string file)
    {
        var path = Path.Combine(Root, name, file);
        if (File.Exists(path))
        {
            return File.ReadAllBytes(path);
        }

        using var zip = new GZipStream(File.OpenRead(path + ".gz"), CompressionMode.Decompress);
        using var unzipped = new MemoryStream();
        zip.CopyTo(unzipped);
        return unzipped.ToArray();
    }

    // Not from the source path, which a deterministic build makes up.
    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "AmpClient.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests do not run inside the repository.");
        }

        return Path.Combine(folder.FullName, "tests", "Recordings");
    }
}
