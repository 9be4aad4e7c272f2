using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Amp.Streaming;

/// <summary>Reads the stream of a run as typed messages.</summary>
/// <remarks>
/// <para><b>Shape.</b> Bytes in, messages out, in the order of the lines. Blank lines are passed over.</para>
/// <para>
/// <b>Errors.</b> A line that cannot be read becomes a <see cref="MalformedLine"/>; the messages before, beside and after it
/// are delivered, those beside it after the report. The beginning of an object waits for the next line, in case the two are one
/// that was broken. Only what the pipe itself throws comes through.
/// </para>
/// <para>
/// <b>Limits.</b> Pull only: nothing is read ahead of the consumer, so a slow consumer slows the process that writes. At most
/// <see cref="AmpStreamReaderOptions.MaxLineBytes"/> are held, doubled at worst while a line grows, and one segment of the pipe.
/// Objects and lists may be nested 1,000 deep, and a message may have 65,536 blocks.
/// </para>
/// <para><b>Threads.</b> One caller at a time. Messages may be kept and shared.</para>
/// </remarks>
public sealed class AmpStreamReader : IAsyncDisposable
{
    private readonly LineReader _lines;
    private readonly MessageFactory _factory = new();

    /// <summary>Reads from a pipe. The reader owns the pipe's reading end from here on.</summary>
    /// <param name="input">Where the bytes come from.</param>
    /// <param name="options">How to read; the defaults when <see langword="null"/>.</param>
    public AmpStreamReader(PipeReader input, AmpStreamReaderOptions? options = null)
        : this(input, options, scanner: null)
    {
    }

    /// <summary>Reads from a stream, 64 KiB at a time. The stream is disposed with the reader.</summary>
    /// <param name="input">Where the bytes come from.</param>
    /// <param name="options">How to read; the defaults when <see langword="null"/>.</param>
    public AmpStreamReader(Stream input, AmpStreamReaderOptions? options = null)
        : this(LineReader.Over(input), options)
    {
    }

    internal AmpStreamReader(PipeReader input, AmpStreamReaderOptions? options, LineScanner? scanner)
    {
        ArgumentNullException.ThrowIfNull(input);
        _lines = new(input, options ?? AmpStreamReaderOptions.Default, scanner);
    }

    /// <summary>What the last <see cref="ReadAsync"/> found.</summary>
    public AmpStreamItem Current { get; private set; }

    /// <summary>How many lines have been read so far, blank ones included.</summary>
    public long LinesRead => _lines.LinesRead;

    /// <summary>How many bytes have been read so far, line breaks included.</summary>
    public long BytesRead => _lines.BytesRead;

    /// <summary>Goes on to the next item.</summary>
    /// <param name="cancellationToken">Gives up waiting for more bytes. What was read so far is kept, and reading can go on.</param>
    /// <returns><see langword="false"/> at the end of the stream.</returns>
    /// <exception cref="MalformedLineException">The next line cannot be read, and the options say to throw. The next call goes on after it.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken = default)
    {
        Current = default;
        if (!_lines.Throws && !cancellationToken.IsCancellationRequested && _lines.TryTake())
        {
            Show();
            return new(true);
        }

        return WaitAsync(cancellationToken);
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

    private async ValueTask<bool> WaitAsync(CancellationToken cancellationToken)
    {
        if (!await _lines.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        Show();
        return true;
    }

    private void Show() => Current = _lines.Malformed is { } malformed
        ? new(malformed, _lines.PlainText)
        : new(_factory.Create(_lines.Buffer.Span, _lines.Index));
}
