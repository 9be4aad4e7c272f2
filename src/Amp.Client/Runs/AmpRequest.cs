using Amp.Client.Budgets;

namespace Amp.Client;

/// <summary>One run to start: what to ask, in which thread, how.</summary>
public sealed record AmpRequest
{
    /// <summary>What the agent is asked to do.</summary>
    public required AmpPrompt Prompt { get; init; }

    /// <summary>The thread to continue.</summary>
    /// <value>The default is <see langword="null"/>: a new thread.</value>
    public AmpThreadId? Thread { get; init; }

    /// <summary>How this run differs from what the client's options say.</summary>
    public AmpRunOptions Options { get; init; } = AmpRunOptions.Default;

    /// <summary>Whether the CLI is to read its prompts from an input that stays open, as JSON lines.</summary>
    internal bool KeepsInputOpen { get; init; }

    /// <summary>The budget of the conversation that this is a turn of.</summary>
    internal BudgetMeter? Budget { get; init; }
}
