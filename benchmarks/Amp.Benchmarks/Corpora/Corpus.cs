namespace Amp.Benchmarks.Corpora;

/// <summary>Lines to read, in memory and as a file.</summary>
/// <param name="Name">Its name in the tables.</param>
/// <param name="Path">The file, for programs that read it themselves.</param>
/// <param name="Bytes">The same bytes.</param>
internal sealed record Corpus(string Name, string Path, byte[] Bytes)
{
    public double Megabytes => Bytes.Length / 1e6;

    public static Corpus Load(string name, string path) => new(name, path, File.ReadAllBytes(path));

    /// <summary>The first whole lines, up to a length.</summary>
    public ReadOnlySpan<byte> Beginning(int maxBytes)
    {
        var head = Bytes.AsSpan(0, Math.Min(maxBytes, Bytes.Length));
        return head[..(head.LastIndexOf((byte)'\n') + 1)];
    }
}
