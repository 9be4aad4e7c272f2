namespace Amp.Client;

/// <summary>How a transcript is written down.</summary>
public enum AmpTranscriptFormat
{
    /// <summary>One JSON object a line, as the CLI streams them. A recording comes out byte for byte as it was read, apart from lines that were no messages.</summary>
    JsonLines,

    /// <summary>Markdown, with a front matter such as <c>amp threads markdown</c> gives.</summary>
    Markdown,

    /// <summary>One HTML file that loads nothing and runs nothing.</summary>
    Html,
}
