namespace Amp.Benchmarks.Reading;

/// <summary>A way to read a stream of messages.</summary>
internal abstract class ReadMethod(string name, TallyDepth depth)
{
    /// <summary>How many bytes every method asks the stream for at a time.</summary>
    public const int BufferSize = 64 * 1024;

    public string Name => name;

    public TallyDepth Depth => depth;

    /// <summary>Reads to the end.</summary>
    public abstract ValueTask<Tally> ReadAsync(Stream input);
}
