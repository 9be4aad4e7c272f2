using System.IO.Pipelines;

namespace Amp.Streaming;

/// <summary>What both public readers share: takes line after line from the source, scans it, and turns to recovery when a line is bad.</summary>
/// <remarks>After a read either <see cref="Malformed"/> is set, or <see cref="Index"/> tells where in <see cref="Buffer"/> the message stands.</remarks>
internal sealed class LineReader
{
    private readonly LineSource _source;
    private readonly LineScanner _scanner;
    private readonly LineRecovery _recovery;
    private readonly int _maxLineBytes;
    private readonly MalformedLinePolicy _policy;
    private bool _hasFindings;

    public LineReader(PipeReader input, AmpStreamReaderOptions options, LineScanner? scanner)
    {
        _scanner = scanner ?? LineScanner.Default;
        _source = new(input, options.MaxLineBytes);
        _recovery = new(_scanner, Index, options);
        _maxLineBytes = options.MaxLineBytes;
        _policy = options.MalformedLines;
    }

    public LineIndex Index { get; } = new();

    /// <summary>The memory that the current message stands in.</summary>
    public ReadOnlyMemory<byte> Buffer { get; private set; }

    /// <summary>Counts the reads, so that a view can tell that its message has gone.</summary>
    public int Version { get; private set; }

    /// <summary>Whether a bad line is thrown: then a read must be a task, so that the exception comes with it.</summary>
    public bool Throws => _policy is MalformedLinePolicy.Throw;

    public bool HasMessage { get; private set; }

    public MalformedLine? Malformed { get; private set; }

    public string? PlainText { get; private set; }

    public long LinesRead { get; private set; }

    public long BytesRead => _source.BytesRead;

    public static PipeReader Over(Stream input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return PipeReader.Create(input, new StreamPipeReaderOptions(bufferSize: 64 * 1024, minimumReadSize: 4 * 1024));
    }

    /// <summary>The index, for a view that was made at this version.</summary>
    /// <exception cref="InvalidOperationException">The reader has read on.</exception>
    public LineIndex IndexAt(int version)
    {
        ThrowIfGone(version);
        return Index;
    }

    /// <summary>The buffer, for a view that was made at this version.</summary>
    /// <exception cref="InvalidOperationException">The reader has read on.</exception>
    public ReadOnlySpan<byte> BufferAt(int version)
    {
        ThrowIfGone(version);
        return Buffer.Span;
    }

    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryTake())
            {
                return true;
            }
        }
        while (await _source.FillAsync(cancellationToken).ConfigureAwait(false));

        // The end has come, and may itself have something to say: a last line without a line break.
        return TryTake();
    }

    public bool TryRead()
    {
        do
        {
            if (TryTake())
            {
                return true;
            }
        }
        while (_source.TryFill());

        return TryTake();
    }

    /// <summary>Takes the next message or report out of what was read already.</summary>
    /// <exception cref="MalformedLineException">The next line is bad, and the options say to throw.</exception>
    public bool TryTake()
    {
        Version++;
        (Malformed, PlainText, HasMessage) = (null, null, false);
        while (true)
        {
            if (_hasFindings && TryTakeFinding())
            {
                return true;
            }

            if (_source.Position >= _source.End && !_source.TryNextWindow())
            {
                if (!_source.IsAtEnd || !_recovery.IsHolding)
                {
                    return false;
                }

                _recovery.Flush();
                _hasFindings = true;
                continue;
            }

            if (TryTakeLine())
            {
                HasMessage = true;
                return true;
            }
        }
    }

    public ValueTask CompleteAsync()
    {
        Version++;
        HasMessage = false;
        Buffer = default;
        _recovery.Release();
        return _source.CompleteAsync();
    }

    private void ThrowIfGone(int version)
    {
        if (version != Version)
        {
            throw new InvalidOperationException("This view of a frame was used after its reader had read on. Make strings or a message of it before the next read.");
        }
    }

    private bool TryTakeLine()
    {
        LinesRead++;
        var window = _source.Window;
        var buffer = window.Span;
        var start = _source.Position;
        var pos = SkipSpace(buffer, start);
        if (buffer[pos] is (byte)'{' or (byte)'[' && !_recovery.IsHolding && _source.LongLineLength is null)
        {
            var end = _scanner.Scan(buffer, pos, Index);
            if (end >= 0 && !Index.HasInvalidUtf8)
            {
                end = SkipSpace(buffer, end);
                if (buffer[end] == '\n' && end - start <= _maxLineBytes)
                {
                    Buffer = window;
                    _source.Position = end + 1;
                    return true;
                }
            }
        }
        else if (buffer[pos] == '\n' && _source.LongLineLength is null)
        {
            _source.Position = pos + 1;
            return false;
        }

        Recover(start, pos);
        return false;
    }

    private void Recover(int start, int searchFrom)
    {
        var buffer = _source.Window.Span;
        var end = searchFrom + buffer[searchFrom..].IndexOf((byte)'\n');
        var next = end + 1;

        // The line break at the end of the stream is ours; a \r before it is part of the line.
        if (next <= _source.End && end > start && buffer[end - 1] == '\r')
        {
            end--;
        }

        _source.Position = Math.Min(next, _source.End);
        var offset = _source.Offset + start;
        if (_source.LongLineLength is { } length)
        {
            _source.Position = _source.End;
            _recovery.AddTooLong(buffer[start..Math.Min(end, LineSource.SampleBytes)], new(LinesRead, offset, length));
        }
        else
        {
            _recovery.Add(_source.Window, start, end, new(LinesRead, offset, end - start));
        }

        _hasFindings = true;
    }

    private bool TryTakeFinding()
    {
        if (!_recovery.TryTake(out var finding))
        {
            _hasFindings = false;
            return false;
        }

        if (finding.Report is { } report)
        {
            (Malformed, PlainText) = (report, finding.PlainText);
            return Throws ? throw new MalformedLineException(report) : true;
        }

        Buffer = _recovery.Buffer;
        _scanner.Scan(Buffer.Span, finding.Start, Index);
        return HasMessage = true;
    }

    private static int SkipSpace(ReadOnlySpan<byte> buffer, int pos)
    {
        while (buffer[pos] is (byte)' ' or (byte)'\t' or (byte)'\r')
        {
            pos++;
        }

        return pos;
    }
}
