using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Amp.Client.Threads;

/// <summary>A window that moves over a file, forwards. What was marked stays in it.</summary>
/// <remarks>Not thread-safe. Holds 64 KiB, and more only while something larger is marked.</remarks>
internal sealed class FileWindow(SafeFileHandle file) : IDisposable
{
    private const int Size = 64 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(Size);
    private int _position;
    private int _end;
    private int _mark = -1;

    /// <summary>How far into the file the window has come, in bytes.</summary>
    public long Offset { get; private set; }

    /// <summary>What is there to be taken without reading on.</summary>
    public ReadOnlySpan<byte> Rest => _buffer.AsSpan(_position, _end - _position);

    /// <summary>What was taken since the mark.</summary>
    public ReadOnlyMemory<byte> Marked => _buffer.AsMemory(_mark, _position - _mark);

    public int MarkedLength => _mark < 0 ? 0 : _position - _mark;

    public void Mark() => _mark = _position;

    public void Unmark() => _mark = -1;

    public void Take(int count)
    {
        _position += count;
        Offset += count;
    }

    /// <summary>Reads on, when all was taken.</summary>
    /// <returns><see langword="false"/> at the end of the file.</returns>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        var kept = _mark < 0 ? _position : _mark;
        var length = _end - kept;
        if (length == _buffer.Length || (_mark < 0 && _buffer.Length > 2 * Size))
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Size, length * 2));
            _buffer.AsSpan(kept, length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        else if (kept > 0)
        {
            _buffer.AsSpan(kept, length).CopyTo(_buffer);
        }

        _position -= kept;
        _end = length;
        _mark = _mark < 0 ? -1 : 0;
        var read = await RandomAccess.ReadAsync(file, _buffer.AsMemory(_end), Offset + (_end - _position), cancellationToken).ConfigureAwait(false);
        _end += read;
        return read > 0;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }
}
