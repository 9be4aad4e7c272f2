namespace Amp.Client;

/// <summary>A limit of an <see cref="AmpBudget"/>.</summary>
public enum AmpBudgetLimit
{
    /// <summary><see cref="AmpBudget.MaxTokens"/>.</summary>
    Tokens,

    /// <summary><see cref="AmpBudget.MaxTurns"/>.</summary>
    Turns,

    /// <summary><see cref="AmpBudget.MaxToolCalls"/>.</summary>
    ToolCalls,

    /// <summary><see cref="AmpBudget.MaxWallTime"/>.</summary>
    WallTime,
}
