using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Amp.Streaming;

/// <summary>Reads the stream of a run as typed messages.</summary>
/// <remarks>
/// <para><b>Shape.</b> Bytes in, messages out, in the order of the lines. Blank lines are passed over.</para>
/// <para>
/// <b>Errors.</b> A line that cannot be read becomes a <see cref="MalformedLine"/>; the messages before, beside and after it
/// are delivered. Only what the pipe itself throws comes through.
/// </para>
/// <para>
/// <b>Limits.</b> Pull only: nothing is read ahead of the consumer, so a slow consumer slows the process that writes. At most
/// <see cref="AmpStreamReaderOptions.MaxLineBytes"/> and one segment are held.
/// </para>
/// <para><b>Threads.</b> One caller at a time. Messages may be kept and shared.</para>
/// </remarks>
public sealed class AmpStreamReader : IAsyncDisposable
{
    private readonly AmpStreamReaderOptions _options;
    private readonly LineFramer _lines;

    /// <summary>Reads from a pipe. The reader owns the pipe's reading end from here on.</summary>
    /// <param name="input">Where the bytes come from.</param>
    /// <param name="options">How to read; the defaults when <see langword="null"/>.</param>
    public AmpStreamReader(PipeReader input, AmpStreamReaderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        _options = options ?? AmpStreamReaderOptions.Default;
        _lines = new(input, _options.MaxLineBytes);
    }

    /// <summary>Reads from a stream, 64 KiB at a time. The stream is disposed with the reader.</summary>
    /// <param name="input">Where the bytes come from.</param>
    /// <param name="options">How to read; the defaults when <see langword="null"/>.</param>
    public AmpStreamReader(Stream input, AmpStreamReaderOptions? options = null)
        : this(PipeReader.Create(input, new StreamPipeReaderOptions(bufferSize: 64 * 1024, minimumReadSize: 4 * 1024)), options)
    {
    }

    /// <summary>What the last <see cref="ReadAsync"/> found.</summary>
    public AmpStreamItem Current { get; private set; }

    /// <summary>How many lines have been read so far, blank ones included.</summary>
    public long LinesRead => _lines.LineNumber;

    /// <summary>How many bytes have been read so far, line breaks included.</summary>
    public long BytesRead => _lines.BytesRead;

    /// <summary>Goes on to the next item.</summary>
    /// <param name="cancellationToken">Gives up waiting for more bytes. What was read so far is kept, and reading can go on.</param>
    /// <returns><see langword="false"/> at the end of the stream.</returns>
    /// <exception cref="MalformedLineException">The next line cannot be read, and the options say to throw. The next call goes on after it.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken = default)
    {
        while (await _lines.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (Read(_lines.Line.Span) is { } item)
            {
                Current = item;
                return item.Malformed is not { } malformed || _options.MalformedLines is not MalformedLinePolicy.Throw
                    ? true
                    : throw new MalformedLineException(malformed);
            }
        }

        Current = default;
        return false;
    }

    /// <summary>Reads to the end of the stream. The reader is disposed when the enumeration ends, by whatever road.</summary>
    /// <param name="cancellationToken">Gives up waiting for more bytes.</param>
    /// <returns>Messages and defects, in the order of the lines. Enumerate it once.</returns>
    public async IAsyncEnumerable<AmpStreamItem> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var self = this.ConfigureAwait(false);
        while (await ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return Current;
        }
    }

    /// <summary>Completes the pipe.</summary>
    public ValueTask DisposeAsync() => _lines.CompleteAsync();

    private AmpStreamItem? Read(ReadOnlySpan<byte> line)
    {
        if (_lines.IsTooLong)
        {
            return Report(line, MalformedLineReason.TooLong);
        }

        if (line.IndexOfAnyExcept((byte)' ', (byte)'\t', (byte)'\r') < 0)
        {
            return null;
        }

        return AmpMessageParser.TryParse(line, out var message, out var reason) ? new(message!) : Report(line, reason);
    }

    private AmpStreamItem Report(ReadOnlySpan<byte> line, MalformedLineReason reason)
    {
        var malformed = new MalformedLine
        {
            LineNumber = _lines.LineNumber,
            ByteOffset = _lines.ByteOffset,
            Length = _lines.Length,
            Reason = reason,
            Sample = LineSample.Of(line, _options.Redact),
        };

        return new(malformed, reason is MalformedLineReason.NotJson ? LineSample.PlainText(line) : null);
    }
}
