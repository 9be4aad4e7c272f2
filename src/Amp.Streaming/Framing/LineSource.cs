using System.Buffers;
using System.IO.Pipelines;

namespace Amp.Streaming;

/// <summary>Cuts a pipe into windows: runs of complete lines, in place where that is possible.</summary>
/// <remarks>
/// <para>
/// <b>Shape.</b> Of a segment of the pipe everything up to its last line break is one window; where the lines in it begin and
/// end is left to the scanner, which comes by anyway. What follows is the beginning of a line: it is carried over, and a line
/// that is complete in the carry buffer is a window of its own. No byte is searched more than once or copied more than once
/// (doubling aside), however small the pieces in which a line arrives.
/// </para>
/// <para><b>Limits.</b> A line longer than <paramref name="maxLineBytes"/> that does not arrive in one piece is counted and thrown away.</para>
/// </remarks>
internal sealed class LineSource(PipeReader input, int maxLineBytes)
{
    /// <summary>How much of a line that is too long is kept, for its sample.</summary>
    public const int SampleBytes = 1024;

    private readonly LineBuffer _carry = new();
    private ReadOnlySequence<byte> _buffer;
    private SequencePosition _nextSegment;
    private ReadOnlyMemory<byte> _unread;
    private bool _hasBuffer;
    private bool _isCompleted;
    private bool _isCarryWindow;
    private bool _isRestWithoutBreak;
    private bool _isDiscarding;
    private byte _lastByte;
    private long _discarded;
    private long _taken;

    /// <summary>The memory that the lines stand in, and more; valid until the next window.</summary>
    public ReadOnlyMemory<byte> Window { get; private set; }

    /// <summary>Where the next line of the window begins. Moved on by the reader.</summary>
    public int Position { get; set; }

    /// <summary>After the last line break of the window.</summary>
    public int End { get; private set; }

    /// <summary>The place of the window's first byte in the stream.</summary>
    public long Offset { get; private set; }

    /// <summary>When the next line was too long to keep: its length without its line break. The window then holds its beginning.</summary>
    public long? LongLineLength { get; private set; }

    /// <summary>Whether everything has been taken and no more will come.</summary>
    public bool IsAtEnd => _isCompleted && _unread.IsEmpty && Position >= End && _carry.Length == 0 && !_isDiscarding;

    /// <summary>All bytes read so far, line breaks included.</summary>
    public long BytesRead => Math.Min(_taken, Position < End ? Offset + Position : _taken);

    /// <summary>Goes on to the next window, if there is one in what was read.</summary>
    public bool TryNextWindow()
    {
        LongLineLength = null;
        if (_isCarryWindow)
        {
            _carry.Clear();
            _isCarryWindow = false;
        }

        while (!_unread.IsEmpty || TryNextSegment())
        {
            if (_carry.Length == 0 && !_isDiscarding && !_isRestWithoutBreak)
            {
                // What stands behind the last break is looked at here, and never again.
                var last = _unread.Span.LastIndexOf((byte)'\n');
                _isRestWithoutBreak = true;
                if (last >= 0)
                {
                    Show(_unread, last + 1, _taken);
                    Take(last + 1);
                    return true;
                }
            }

            var first = _isRestWithoutBreak ? -1 : _unread.Span.IndexOf((byte)'\n');
            var length = first < 0 ? _unread.Length : first + 1;
            Carry(_unread.Span[..length]);
            Take(length);
            if (first >= 0)
            {
                ShowCarry(breakLength: 1);
                return true;
            }
        }

        if (_isCompleted && (_carry.Length > 0 || _isDiscarding))
        {
            ShowCarry(breakLength: 0);
            return true;
        }

        return false;
    }

    /// <summary>Waits for more bytes. Everything read before must have been taken.</summary>
    /// <returns><see langword="false"/> at the end of the stream.</returns>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_isCompleted)
        {
            return false;
        }

        GiveBack();
        Accept(await input.ReadAsync(cancellationToken).ConfigureAwait(false));
        return true;
    }

    /// <summary>Takes more bytes, if the pipe has them at hand.</summary>
    public bool TryFill()
    {
        if (_isCompleted)
        {
            return false;
        }

        GiveBack();
        if (!input.TryRead(out var result))
        {
            return false;
        }

        Accept(result);
        return true;
    }

    public ValueTask CompleteAsync()
    {
        (_buffer, _unread, _hasBuffer, _isCompleted, _isDiscarding) = (default, default, false, true, false);
        (Window, Position, End) = (default, 0, 0);
        _carry.Release();
        return input.CompleteAsync();
    }

    private void GiveBack()
    {
        if (_hasBuffer)
        {
            _hasBuffer = false;
            input.AdvanceTo(_buffer.End);
        }
    }

    private void Accept(ReadResult result)
    {
        // The bytes are kept before anything is thrown: a cancelled read loses nothing.
        _buffer = result.Buffer;
        _nextSegment = _buffer.Start;
        _hasBuffer = true;
        _isCompleted = result.IsCompleted;
        if (result.IsCanceled)
        {
            throw new OperationCanceledException("The pipe's pending read was cancelled.");
        }
    }

    private void Take(int count)
    {
        _taken += count;
        _unread = _unread[count..];
    }

    private bool TryNextSegment()
    {
        _isRestWithoutBreak = false;
        while (_hasBuffer && _buffer.TryGet(ref _nextSegment, out _unread))
        {
            if (!_unread.IsEmpty)
            {
                return true;
            }
        }

        _unread = default;
        return false;
    }

    private void Carry(ReadOnlySpan<byte> part)
    {
        // Two bytes more than the limit, for the line break, which does not count.
        if (!_isDiscarding && _carry.Length + (long)part.Length > maxLineBytes + 2L)
        {
            _isDiscarding = true;
            _lastByte = _carry.Length > 0 ? _carry.Span[^1] : default;
            var sample = _carry.Span[..Math.Min(_carry.Length, SampleBytes)].ToArray();
            _discarded = _carry.Length;
            _carry.Clear();
            _carry.Append(sample);
        }

        if (!_isDiscarding)
        {
            _carry.Append(part);
            return;
        }

        _discarded += part.Length;
        _carry.Append(part[..Math.Clamp(SampleBytes - _carry.Length, 0, part.Length)]);
        var text = part[^1] == '\n' ? part[..^1] : part;
        _lastByte = text.IsEmpty ? _lastByte : text[^1];
    }

    private void ShowCarry(int breakLength)
    {
        var length = _isDiscarding ? _discarded : _carry.Length;
        if (_isDiscarding)
        {
            LongLineLength = length - breakLength - (breakLength == 1 && _lastByte == '\r' ? 1 : 0);
            _isDiscarding = false;
        }

        // The scanner needs a line break to stop at.
        _carry.Append((byte)'\n');
        _isCarryWindow = true;
        Show(_carry.Readable, _carry.Length - breakLength, _taken - length);
    }

    private void Show(ReadOnlyMemory<byte> window, int end, long offset) => (Window, Position, End, Offset) = (window, 0, end, offset);
}
