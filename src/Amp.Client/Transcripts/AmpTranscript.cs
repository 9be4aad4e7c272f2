using System.Text;
using Amp.Client.Transcripts;
using Amp.Streaming;

namespace Amp.Client;

/// <summary>What was said and done, from a run's messages or from a thread, in one form. Immutable.</summary>
/// <remarks>Holds all of it in memory. It has what the thread has: prompts, file contents, the output of commands, and secrets if they are among them.</remarks>
public sealed record AmpTranscript
{
    /// <summary>What it was made of.</summary>
    public required AmpTranscriptSource Source { get; init; }

    /// <summary>The thread.</summary>
    public AmpThreadId? ThreadId { get; init; }

    /// <summary>Its title, or else the first line of the first prompt.</summary>
    public string? Title { get; init; }

    /// <summary>When it began, in UTC; threads only.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>The folder that the agent worked in.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>The mode, such as <c>smart</c>.</summary>
    public string? AgentMode { get; init; }

    /// <summary>The messages, in order.</summary>
    public IReadOnlyList<AmpTranscriptEntry> Entries { get; init; } = [];

    /// <summary>How the run ended; streams only.</summary>
    public ResultMessage? Outcome { get; init; }

    /// <summary>The messages that it was made of; streams only.</summary>
    public IReadOnlyList<AmpMessage> Messages { get; init; } = [];

    /// <summary>The thread that it was made of; threads only.</summary>
    public AmpThread? Thread { get; init; }

    /// <summary>What could not be read, in words.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>The models that answered, in the order of their first answer; threads only.</summary>
    public IReadOnlyList<string> Models => [.. Entries.Select(static entry => entry.Model).OfType<string>().Distinct()];

    /// <summary>Makes a transcript of a thread.</summary>
    /// <param name="thread">The thread.</param>
    public static AmpTranscript Of(AmpThread thread)
    {
        ArgumentNullException.ThrowIfNull(thread);
        return TranscriptMaking.Of(thread);
    }

    /// <summary>Makes a transcript of what a run said.</summary>
    /// <param name="messages">Its messages, in order. Those of several runs of one thread may follow each other.</param>
    public static AmpTranscript Of(IEnumerable<AmpMessage> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return TranscriptMaking.Of([.. messages], []);
    }

    /// <summary>Reads a file: a recording of a stream (<c>stdout.jsonl</c>), or one JSON document such as a thread file or what <c>amp threads export</c> prints.</summary>
    /// <param name="path">The file. Which of the two it is, its content tells.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The transcript. Lines and messages that could not be read are told in <see cref="Problems"/>.</returns>
    /// <exception cref="AmpThreadException">The file is not there, cannot be read, is neither of the two, or is a thread of more than 256 MiB.</exception>
    public static Task<AmpTranscript> ReadAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return TranscriptImport.ReadAsync(Path.GetFullPath(path), cancellationToken);
    }

    /// <summary>Writes it down, message by message, in UTF-8.</summary>
    /// <param name="output">Where to. It stays open.</param>
    /// <param name="format">How.</param>
    /// <param name="options">What it is to hold; the defaults when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Gives up; then a part was written.</param>
    public async Task WriteAsync(Stream output, AmpTranscriptFormat format, AmpTranscriptExportOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(output);
        foreach (var part in Parts(format, options))
        {
            await output.WriteAsync(Encoding.UTF8.GetBytes(part), cancellationToken).ConfigureAwait(false);
        }

        await output.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes it down.</summary>
    /// <param name="format">How.</param>
    /// <param name="options">What it is to hold; the defaults when <see langword="null"/>.</param>
    public string Export(AmpTranscriptFormat format, AmpTranscriptExportOptions? options = null) => string.Concat(Parts(format, options));

    private IEnumerable<string> Parts(AmpTranscriptFormat format, AmpTranscriptExportOptions? options)
    {
        options ??= AmpTranscriptExportOptions.Default;
        return format switch
        {
            AmpTranscriptFormat.JsonLines => JsonLinesExport.Write(this, options),
            AmpTranscriptFormat.Markdown => new MarkdownExport(this, options).Write(),
            AmpTranscriptFormat.Html => new HtmlExport(this, options).Write(),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, $"Expected one of {string.Join(", ", Enum.GetNames<AmpTranscriptFormat>())}."),
        };
    }
}
