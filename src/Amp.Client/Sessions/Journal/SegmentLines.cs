using System.Buffers;

namespace Amp.Client.Sessions.Journal;

/// <summary>Reads the lines of a file from any position on. Holds one buffer, as large as the longest line needs, until it is disposed of.</summary>
internal sealed class SegmentLines(FileStream file, long position) : IDisposable
{
    private const int SmallestBuffer = 16 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(SmallestBuffer);
    private int _start;
    private int _end;

    /// <summary>Where the line begins that <see cref="NextAsync"/> gives next.</summary>
    public long Position { get; private set; } = position;

    /// <summary>Gives the next line that is whole.</summary>
    /// <returns>It without its break, valid until the next call; <see langword="null"/> at the end of what is whole.</returns>
    public async ValueTask<ReadOnlyMemory<byte>?> NextAsync(CancellationToken cancellationToken)
    {
        var searched = 0;
        while (true)
        {
            var at = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (at >= 0)
            {
                var line = _buffer.AsMemory(_start, searched + at);
                _start += line.Length + 1;
                Position += line.Length + 1;
                return line;
            }

            searched = _end - _start;
            if (!await FillAsync(cancellationToken).ConfigureAwait(false))
            {
                return null;
            }
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        file.Dispose();
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        var length = _end - _start;
        if (length == _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.AsSpan(_start, length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        else if (_start > 0)
        {
            _buffer.AsSpan(_start, length).CopyTo(_buffer);
        }

        (_start, _end) = (0, length);
        var read = await RandomAccess.ReadAsync(file.SafeFileHandle, _buffer.AsMemory(_end), Position + length, cancellationToken).ConfigureAwait(false);
        _end += read;
        return read > 0;
    }
}
