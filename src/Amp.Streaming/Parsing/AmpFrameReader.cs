using System.IO.Pipelines;

namespace Amp.Streaming;

/// <summary>Reads the stream of a run as views over the bytes of the pipe. The fastest way; <see cref="AmpStreamReader"/> is the comfortable one.</summary>
/// <remarks>
/// <para>
/// <b>Shape.</b> After a read that gave <see langword="true"/>, either <see cref="Malformed"/> is set or <see cref="Current"/> has the
/// message, in the order of the lines. What is delivered, reported and recovered is the same as with <see cref="AmpStreamReader"/>.
/// </para>
/// <para><b>Limits.</b> Pull only. At most <see cref="AmpStreamReaderOptions.MaxLineBytes"/>, doubled at worst while a line grows, and one segment are held. Nothing is allocated for a message.</para>
/// <para><b>Threads.</b> One caller at a time. A frame must not outlive the next read.</para>
/// </remarks>
public sealed class AmpFrameReader : IAsyncDisposable
{
    private readonly LineReader _lines;
    private readonly MessageFactory _factory = new();

    /// <summary>Reads from a pipe. The reader owns the pipe's reading end from here on.</summary>
    /// <param name="input">Where the bytes come from.</param>
    /// <param name="options">How to read; the defaults when <see langword="null"/>.</param>
    public AmpFrameReader(PipeReader input, AmpStreamReaderOptions? options = null)
        : this(input, options, scanner: null)
    {
    }

    /// <summary>Reads from a stream, 64 KiB at a time. The stream is disposed with the reader.</summary>
    /// <param name="input">Where the bytes come from.</param>
    /// <param name="options">How to read; the defaults when <see langword="null"/>.</param>
    public AmpFrameReader(Stream input, AmpStreamReaderOptions? options = null)
        : this(LineReader.Over(input), options)
    {
    }

    internal AmpFrameReader(PipeReader input, AmpStreamReaderOptions? options, LineScanner? scanner)
    {
        ArgumentNullException.ThrowIfNull(input);
        _lines = new(input, options ?? AmpStreamReaderOptions.Default, scanner);
    }

    /// <summary>The message that the last read found.</summary>
    /// <exception cref="InvalidOperationException">It found none: a defect, the end, or nothing has been read.</exception>
    public AmpFrame Current => _lines.HasMessage ? new(_lines, _factory) : throw new InvalidOperationException("There is no current frame. Read first, and see whether Malformed is set.");

    /// <summary>The defect that the last read found; <see langword="null"/> when it found a message.</summary>
    public MalformedLine? Malformed => _lines.Malformed;

    /// <summary>The line as the CLI wrote it, when <see cref="Malformed"/> is about plain text; see <see cref="AmpStreamItem.PlainText"/>.</summary>
    public string? PlainText => _lines.PlainText;

    /// <summary>How many lines have been read so far, blank ones included.</summary>
    public long LinesRead => _lines.LinesRead;

    /// <summary>How many bytes have been read so far, line breaks included.</summary>
    public long BytesRead => _lines.BytesRead;

    /// <summary>Goes on to the next message or defect. The frame before is no longer valid.</summary>
    /// <param name="cancellationToken">Gives up waiting for more bytes. Nothing is lost, and reading can go on.</param>
    /// <returns><see langword="false"/> at the end of the stream.</returns>
    /// <exception cref="MalformedLineException">The next line cannot be read, and the options say to throw. The next call goes on after it.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken = default) =>
        !_lines.Throws && !cancellationToken.IsCancellationRequested && _lines.TryTake() ? new(true) : _lines.ReadAsync(cancellationToken);

    /// <summary>Goes on to the next message or defect, if what the pipe has at hand holds one. Never waits.</summary>
    /// <returns><see langword="false"/> when nothing is at hand: wait with <see cref="ReadAsync"/>, which also tells the end.</returns>
    /// <exception cref="MalformedLineException">The next line cannot be read, and the options say to throw. The next call goes on after it.</exception>
    public bool TryRead() => _lines.TryRead();

    /// <summary>Completes the pipe.</summary>
    public ValueTask DisposeAsync() => _lines.CompleteAsync();
}
