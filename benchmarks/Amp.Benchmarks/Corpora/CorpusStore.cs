namespace Amp.Benchmarks.Corpora;

/// <summary>Keeps generated corpora in the system's temporary folder, so that a second run need not make them.</summary>
internal static class CorpusStore
{
    public static string Folder { get; } = Path.Combine(Path.GetTempPath(), "amp-benchmarks");

    /// <summary>A generated corpus.</summary>
    /// <exception cref="InvalidDataException">What the generator made is not what it must make.</exception>
    public static Corpus Get(string name, int megabytes)
    {
        var path = Path.Combine(Folder, $"{name}-{megabytes}.jsonl");
        if (File.Exists(path) && Corpus.Load(name, path) is { } kept && CorpusHashes.Matches(name, megabytes, kept.Bytes) == true)
        {
            return kept;
        }

        Save(path, output => CorpusGenerator.Write(name, output, megabytes));
        var made = Corpus.Load(name, path);
        return CorpusHashes.Matches(name, megabytes, made.Bytes) == false
            ? throw new InvalidDataException($"The generator made another {name} corpus of {megabytes} MiB than it must.")
            : made;
    }

    /// <summary>Writes a file of the store.</summary>
    /// <remarks>Under another name at first: a second run may be reading the old one, and a stopped run must not leave half a file.</remarks>
    public static void Save(string path, Action<Stream> write)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = $"{path}.{Environment.ProcessId}";
        using (var output = File.Create(draft, 1 << 20))
        {
            write(output);
        }

        File.Move(draft, path, overwrite: true);
    }
}
