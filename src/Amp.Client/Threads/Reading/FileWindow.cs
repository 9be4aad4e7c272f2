using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Amp.Client.Threads;

/// <summary>A window that moves over a file, forwards. What was marked stays in it.</summary>
/// <param name="file">The file.</param>
/// <param name="mayBlock">Whether the thread may wait for the disk: it is one of the pool's, and has nothing else to do. Then no other thread is needed for each read.</param>
/// <remarks>Not thread-safe. Holds 64 KiB where it may block and 256 KiB where it may not, and more only while something larger is marked.</remarks>
internal sealed class FileWindow(SafeFileHandle file, bool mayBlock) : IDisposable
{
    private readonly int _size = mayBlock ? 64 * 1024 : 256 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(mayBlock ? 64 * 1024 : 256 * 1024);
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
        cancellationToken.ThrowIfCancellationRequested();
        var kept = _mark < 0 ? _position : _mark;
        var length = _end - kept;
        if (length == _buffer.Length || (_mark < 0 && _buffer.Length > 2 * _size))
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_size, length * 2));
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
        var rest = _buffer.AsMemory(_end);
        var offset = Offset + (_end - _position);
        var read = mayBlock ? RandomAccess.Read(file, rest.Span, offset) : await RandomAccess.ReadAsync(file, rest, offset, cancellationToken).ConfigureAwait(false);
        _end += read;
        return read > 0;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }
}
