namespace Amp.Streaming.Tests;

/// <summary>Counts how often the reader scans.</summary>
internal sealed class CountingScanner : LineScanner
{
    public int Scans { get; private set; }

    public override int Scan(ReadOnlySpan<byte> buffer, int pos, LineIndex index)
    {
        Scans++;
        return Default.Scan(buffer, pos, index);
    }
}
