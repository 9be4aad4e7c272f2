using Amp.Streaming;

namespace Amp.Client;

/// <summary>One tool call of a run and how it ended.</summary>
/// <param name="Id">The id of the call.</param>
/// <param name="Name">The tool, such as <c>Bash</c>.</param>
/// <param name="Input">Its arguments.</param>
public sealed record AmpToolCall(string Id, string Name, RawJson Input)
{
    /// <summary>What the tool answered: JSON text for most tools, plain text for errors.</summary>
    /// <value><see langword="null"/> when no answer came.</value>
    public string? Content { get; init; }

    /// <summary>Whether the tool could not run. <see langword="null"/> when no answer came. A command that failed is not an error of the tool: see <see cref="ExitCode"/>.</summary>
    public bool? IsError { get; init; }

    /// <summary>The exit code, when the answer has one.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The time between the call and the answer as they arrived here. Tools of one round arrive together, so it is the longest of them.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Whether a permission rule refused the call, to the CLI's own words.</summary>
    public bool IsDenied => IsError is true && Content is { } content && content.StartsWith("Tool execution rejected by user", StringComparison.Ordinal);
}
