namespace Amp.Streaming;

/// <summary>How a stream is read.</summary>
public sealed record AmpStreamReaderOptions
{
    internal static AmpStreamReaderOptions Default { get; } = new();

    /// <summary>The longest line to read, in bytes of UTF-8 without the line break. A longer one is passed over in constant memory and reported.</summary>
    /// <value>Between 1 KiB and 1 GiB. The default is 64 MiB.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside of that range.</exception>
    public int MaxLineBytes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1024, nameof(MaxLineBytes));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1 << 30, nameof(MaxLineBytes));
            field = value;
        }
    } = 64 * 1024 * 1024;

    /// <summary>What to do about a line that cannot be read.</summary>
    /// <value>The default is <see cref="MalformedLinePolicy.Report"/>.</value>
    public MalformedLinePolicy MalformedLines { get; init; }

    /// <summary>Takes secrets out of a <see cref="MalformedLine.Sample"/>, after the reader's own redaction by key name.</summary>
    /// <value>The default is <see langword="null"/>: none. Called when a sample is first looked at, by whoever does; must not throw.</value>
    public Func<string, string>? Redact { get; init; }
}
