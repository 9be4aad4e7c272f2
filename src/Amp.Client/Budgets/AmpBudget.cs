namespace Amp.Client;

/// <summary>How much a run may use. When a limit is reached the run is stopped as <see cref="AmpRun.StopAsync"/> does it, and its thread can be continued.</summary>
/// <remarks>
/// <para>
/// The result is a value: <see cref="AmpResult.IsError"/>, <see cref="AmpErrorKind.BudgetReached"/>, and <see cref="AmpResult.StoppedBy"/> says which limit it
/// was. A run that ends by itself with the message that reaches a limit has succeeded: there was nothing left to stop.
/// </para>
/// <para>
/// The limits are kept by reading what the CLI prints, after the fact: the model call or tool call that goes over a limit has begun, and was or will be
/// paid for. In a conversation all turns count together, in all processes; a turn that is sent when nothing is left ends at once.
/// </para>
/// </remarks>
public sealed record AmpBudget
{
    /// <summary>How many tokens the model calls may use: what came from no cache, what was written to it and read from it, and what the model wrote.</summary>
    /// <remarks>
    /// Each model call counts once, with the context that it was given: that is what a provider charges for. The CLI prints the tokens of one call with
    /// each message, not a running total. What sub-agents use is printed by 0.0.1767830505 only, and counts there.
    /// </remarks>
    /// <value>At least 1. The default is <see langword="null"/>: no limit.</value>
    public long? MaxTokens { get; init; }

    /// <summary>How many answers the agent may write, as <see cref="AmpResult.Turns"/> counts them. After the last, the tools that it called are stopped.</summary>
    /// <value>At least 1. The default is <see langword="null"/>: no limit.</value>
    public int? MaxTurns { get; init; }

    /// <summary>How many tools the agent may call. The first call too many is stopped, but may have begun.</summary>
    /// <value>0 or more. The default is <see langword="null"/>: no limit.</value>
    public int? MaxToolCalls { get; init; }

    /// <summary>How long the agent may work. The time between the turns of a conversation does not count.</summary>
    /// <remarks>
    /// Unlike <see cref="AmpRunOptions.Timeout"/>, which ends a run with an exception, this gives a result; and the time in which <see cref="AmpRunOptions.OnPermission"/> decides counts.
    /// </remarks>
    /// <value>More than zero, at most a day. The default is <see langword="null"/>: no limit but the clocks.</value>
    public TimeSpan? MaxWallTime { get; init; }
}
