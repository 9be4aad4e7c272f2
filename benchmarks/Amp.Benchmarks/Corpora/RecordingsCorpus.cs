using System.Text.Json;
using Amp.Benchmarks.Reading.SystemTextJson;

namespace Amp.Benchmarks.Corpora;

/// <summary>What real CLIs wrote, put one after the other and repeated to a size that can be timed.</summary>
/// <remarks>
/// Only lines that the System.Text.Json model can read, so that all methods read the same: recordings also hold login
/// prompts and the like, and <c>DeserializeAsyncEnumerable</c> stops at the first of them.
/// </remarks>
internal static class RecordingsCorpus
{
    /// <summary>Puts the recordings of a folder together.</summary>
    /// <returns><see langword="null"/> when there are none.</returns>
    public static Corpus? Load(string folder, int megabytes)
    {
        if (!Directory.Exists(folder))
        {
            return null;
        }

        var lines = Directory.GetFiles(folder, "stdout.jsonl", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .SelectMany(static path => SplitLines(File.ReadAllBytes(path)))
            .Where(static line => IsReadByAll(line))
            .ToList();
        Console.WriteLine($"Recordings: {lines.Count:N0} lines that every method can read.");
        if (lines.Count == 0)
        {
            return null;
        }

        var path = Path.Combine(CorpusStore.Folder, $"recordings-{megabytes}.jsonl");
        CorpusStore.Save(path, output => Write(lines, output, megabytes * 1024L * 1024));
        return Corpus.Load("recordings", path);
    }

    private static IEnumerable<byte[]> SplitLines(byte[] file)
    {
        for (var start = 0; start < file.Length;)
        {
            var length = file.AsSpan(start).IndexOf((byte)'\n');
            var end = length < 0 ? file.Length : start + length;
            yield return file[start..end];
            start = end + 1;
        }
    }

    private static bool IsReadByAll(byte[] line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, JsonModel.Default.JsonMessage) is not null;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            // Plain text that the CLI wrote between its messages, or a shape that the model has not.
            return false;
        }
    }

    private static void Write(List<byte[]> lines, Stream output, long size)
    {
        while (output.Position < size)
        {
            foreach (var line in lines)
            {
                output.Write(line);
                output.WriteByte((byte)'\n');
            }
        }
    }
}
