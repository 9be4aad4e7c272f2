using System.Buffers;

namespace Amp.Workspace.Git;

/// <summary>Keeps the first bytes of a stream, up to a bound.</summary>
internal sealed class CappedOutput(int limit)
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public bool IsOverflown { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.WrittenMemory;

    /// <returns><see langword="false"/> when it did not fit: then none of these bytes is kept, nor any later one.</returns>
    public bool Write(ReadOnlyMemory<byte> bytes)
    {
        IsOverflown |= _bytes.WrittenCount + bytes.Length > limit;
        if (!IsOverflown)
        {
            _bytes.Write(bytes.Span);
        }

        return !IsOverflown;
    }
}
