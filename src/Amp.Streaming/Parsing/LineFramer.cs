using System.Buffers;
using System.IO.Pipelines;

namespace Amp.Streaming;

/// <summary>Cuts a pipe into lines, in place where it can.</summary>
/// <remarks>
/// <para>
/// <b>Shape.</b> A line ends at <c>\n</c> or at the end of the stream; a <c>\r</c> before the <c>\n</c> is not part of it. A
/// complete line within one segment is a view of the pipe's own memory. Anything else is put together in one carry buffer,
/// and no byte is looked at twice.
/// </para>
/// <para>
/// <b>Limits.</b> Holds at most <paramref name="maxLineBytes"/> plus one segment. Of a longer line only the beginning is
/// kept, as a sample; the rest is passed over in constant memory.
/// </para>
/// </remarks>
internal sealed class LineFramer(PipeReader input, int maxLineBytes)
{
    private const int SampleBytes = 1024;

    private ReadOnlySequence<byte> _unread;
    private byte[] _carry = [];
    private int _carried;
    private long _lineLength;
    private bool _isCarryDelivered;
    private bool _hasBuffer;
    private bool _isCompleted;
    private long _nextOffset;

    /// <summary>The current line without its line break, valid until the next read. Of a line that is too long, its beginning.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    /// <summary>The number of the current line, from 1.</summary>
    public long LineNumber { get; private set; }

    /// <summary>Where the current line begins.</summary>
    public long ByteOffset { get; private set; }

    /// <summary>The length of the current line in bytes, without its line break.</summary>
    public long Length { get; private set; }

    /// <summary>Whether the current line is longer than the limit.</summary>
    public bool IsTooLong => Length > maxLineBytes;

    /// <summary>All bytes read so far.</summary>
    public long BytesRead => _nextOffset + _lineLength;

    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        while (!TryTakeLine())
        {
            if (_isCompleted)
            {
                return TryTakeLast();
            }

            if (_hasBuffer)
            {
                input.AdvanceTo(_unread.End);
                _hasBuffer = false;
            }

            var result = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
            _hasBuffer = true;
            _unread = result.Buffer;
            _isCompleted = result.IsCompleted;
            if (result.IsCanceled)
            {
                throw new OperationCanceledException("The pipe's pending read was cancelled.");
            }
        }

        return true;
    }

    private bool TryTakeLine()
    {
        if (_isCarryDelivered)
        {
            (_carried, _isCarryDelivered) = (0, false);
        }

        while (!_unread.IsEmpty)
        {
            var segment = _unread.First;
            var end = segment.Span.IndexOf((byte)'\n');
            var part = end < 0 ? segment : segment[..end];
            _unread = _unread.Slice(end < 0 ? segment.Length : end + 1);
            if (end >= 0 && _lineLength == 0)
            {
                Deliver(part, part.Length, breakLength: 1);
                return true;
            }

            Carry(part.Span);
            if (end >= 0)
            {
                DeliverCarry(breakLength: 1);
                return true;
            }
        }

        return false;
    }

    private bool TryTakeLast()
    {
        if (_lineLength == 0)
        {
            return false;
        }

        DeliverCarry(breakLength: 0);
        return true;
    }

    private void Carry(ReadOnlySpan<byte> part)
    {
        _lineLength += part.Length;

        // One byte more than the limit, for the \r that does not count.
        if (_lineLength - 1 > maxLineBytes)
        {
            part = part[..Math.Min(part.Length, Math.Max(0, SampleBytes - _carried))];
            if (_carry.Length > SampleBytes * 64)
            {
                var sample = _carry.AsSpan(0, Math.Min(_carried, SampleBytes)).ToArray();
                ArrayPool<byte>.Shared.Return(_carry);
                (_carry, _carried) = (sample, sample.Length);
            }
        }

        if (_carried + part.Length > _carry.Length)
        {
            Grow(_carried + part.Length);
        }

        part.CopyTo(_carry.AsSpan(_carried));
        _carried += part.Length;
    }

    private void Grow(int needed)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, (int)Math.Min(2L * _carry.Length, Array.MaxLength)));
        _carry.AsSpan(0, _carried).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_carry);
        _carry = larger;
    }

    private void DeliverCarry(int breakLength)
    {
        Deliver(_carry.AsMemory(0, _carried), _lineLength, breakLength);
        _isCarryDelivered = true;
    }

    private void Deliver(ReadOnlyMemory<byte> line, long length, int breakLength)
    {
        LineNumber++;
        ByteOffset = _nextOffset;
        _nextOffset += length + breakLength;
        _lineLength = 0;

        var hasReturn = breakLength == 1 && length == line.Length && line.Length > 0 && line.Span[^1] == '\r';
        Line = hasReturn ? line[..^1] : line;
        Length = hasReturn ? length - 1 : length;
    }

    public async ValueTask CompleteAsync()
    {
        _unread = default;
        Line = default;
        _isCompleted = true;
        await input.CompleteAsync().ConfigureAwait(false);
    }
}
