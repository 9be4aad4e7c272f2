using System.IO.Compression;

namespace Amp.Streaming.Tests;

/// <summary>One recording of a real CLI: its standard output.</summary>
public sealed class RecordingFile(string path)
{
    public static string Root { get; } = Path.Combine(AppContext.BaseDirectory, "Recordings");

    public static TheoryData<string> All
    {
        get
        {
            var data = new TheoryData<string>();
            foreach (var file in Directory.EnumerateFiles(Root, "stdout.jsonl*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                data.Add(Path.GetRelativePath(Root, file));
            }

            return data;
        }
    }

    public byte[] Read()
    {
        var bytes = File.ReadAllBytes(Path.Combine(Root, path));
        if (!path.EndsWith(".gz", StringComparison.Ordinal))
        {
            return bytes;
        }

        using var unzipped = new MemoryStream();
        using var zip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        zip.CopyTo(unzipped);
        return unzipped.ToArray();
    }

    public static byte[] Of(string version, string scenario) => new RecordingFile(Path.Combine(Directory.GetDirectories(Root, version + "*").Single(), scenario, "stdout.jsonl")).Read();
}
