namespace Amp.Streaming;

/// <summary>What a reader found next: a message, or a defect of the stream. Exactly one of the two is set.</summary>
public readonly struct AmpStreamItem
{
    /// <summary>The longest <see cref="PlainText"/>, in UTF-16 characters.</summary>
    public const int MaxPlainTextLength = 4096;

    internal AmpStreamItem(AmpMessage message) => Message = message;

    internal AmpStreamItem(MalformedLine malformed, string? plainText) => (Malformed, PlainText) = (malformed, plainText);

    /// <summary>The message.</summary>
    public AmpMessage? Message { get; }

    /// <summary>The defect.</summary>
    public MalformedLine? Malformed { get; }

    /// <summary>The line as the CLI wrote it, when it is plain text (<see cref="MalformedLineReason.NotJson"/>), such as a notice or the login prompt.</summary>
    /// <value>At most <see cref="MaxPlainTextLength"/> characters. Not redacted: it may hold a login link. Log <see cref="MalformedLine.Sample"/> instead.</value>
    public string? PlainText { get; }
}
