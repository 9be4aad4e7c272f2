namespace Amp.Client;

/// <summary>What an export holds.</summary>
public sealed record AmpTranscriptExportOptions
{
    internal static AmpTranscriptExportOptions Default { get; } = new();

    /// <summary>Whether what the model thought is in it.</summary>
    /// <value>The default is <see langword="true"/>. The messages of a stream are always written as they are.</value>
    public bool IncludeThinking { get; init; } = true;

    /// <summary>How much of a tool's input and of its answer Markdown and HTML show, in UTF-16 characters. What is left out is told.</summary>
    /// <value>From 0 to 100,000,000. The default is 20,000. JSON lines have all of it.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside of that range.</exception>
    public int MaxToolTextLength
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(MaxToolTextLength));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 100_000_000, nameof(MaxToolTextLength));
            field = value;
        }
    } = 20_000;

    /// <summary>Takes out of the texts what others may not read; Markdown and HTML only. Called for each text, before it is escaped.</summary>
    /// <value>The default is <see langword="null"/>: a transcript holds what the thread holds, secrets among it.</value>
    public Func<string, string>? Redact { get; init; }
}
