namespace Amp.Client;

/// <summary>What was used by one thread, model, tool or day. A figure that nobody says is <see langword="null"/>, never zero.</summary>
/// <param name="Key">The thread's id, the model, the tool, or the day as <c>2026-11-20</c>; <see cref="Unknown"/> for what names none.</param>
public sealed record AmpUsageRow(string Key)
{
    /// <summary>The key of what names no model, or no day.</summary>
    public const string Unknown = "unknown";

    /// <summary>How many model calls it is of.</summary>
    public int ModelCalls { get; init; }

    /// <summary>How many tools were called.</summary>
    /// <value>Zero for models and days.</value>
    public int ToolCalls { get; init; }

    /// <summary>How many of them came to nothing. A command that ran and failed is not among them.</summary>
    public int FailedToolCalls { get; init; }

    /// <summary>Tokens of prompts that came from no cache.</summary>
    public AmpFigure<long>? InputTokens { get; init; }

    /// <summary>Tokens that models wrote.</summary>
    public AmpFigure<long>? OutputTokens { get; init; }

    /// <summary>Tokens of prompts that were written to the provider's cache.</summary>
    public AmpFigure<long>? CacheCreationInputTokens { get; init; }

    /// <summary>Tokens of prompts that were read from the provider's cache.</summary>
    public AmpFigure<long>? CacheReadInputTokens { get; init; }

    /// <summary>What it cost, in credits.</summary>
    public AmpFigure<decimal>? Credits { get; init; }

    /// <summary>How long it took: turns for threads and days, model calls for models, runs of the tool for tools.</summary>
    public AmpFigure<TimeSpan>? Duration { get; init; }
}
