namespace Amp.Client;

/// <summary>What becomes of a tool call. Immutable.</summary>
public sealed record AmpPermissionDecision
{
    private const string DefaultReason = "The user rejected this tool call.";

    private static readonly AmpPermissionDecision Allowed = new() { IsAllowed = true };

    private AmpPermissionDecision()
    {
    }

    /// <summary>Whether the tool runs.</summary>
    public bool IsAllowed { get; private init; }

    /// <summary>What the agent is told, character for character.</summary>
    /// <value><see langword="null"/> when the tool runs.</value>
    public string? Reason { get; private init; }

    /// <summary>How long the decision holds.</summary>
    /// <value>The default is <see cref="AmpPermissionLifetime.Once"/>.</value>
    public AmpPermissionLifetime Lifetime { get; private init; }

    /// <summary>Which further calls it holds for, unless it holds once.</summary>
    /// <value><see langword="null"/> for every call of the same tool.</value>
    public AmpPermissionRule? Calls { get; private init; }

    internal bool IsForSameInput { get; private init; }

    /// <summary>The tool runs.</summary>
    public static AmpPermissionDecision Allow() => Allowed;

    /// <summary>The tool does not run; the agent is told why, and goes on.</summary>
    /// <param name="reason">What it is told, at most 1 MiB of UTF-8; what is longer is cut. <see langword="null"/> or nothing but white space for a sentence that says so.</param>
    public static AmpPermissionDecision Reject(string? reason = null) => new() { Reason = string.IsNullOrWhiteSpace(reason) ? DefaultReason : reason };

    /// <summary>The same decision, remembered until the run ends: further calls of the same tool do not come to the handler.</summary>
    public AmpPermissionDecision ForRun() => this with { Lifetime = AmpPermissionLifetime.Run };

    /// <summary>The same decision, remembered until the run ends for the calls that a rule matches.</summary>
    /// <param name="calls">Which calls: only its <see cref="AmpPermissionRule.Tool"/> and <see cref="AmpPermissionRule.Matches"/> count.</param>
    public AmpPermissionDecision ForRun(AmpPermissionRule calls) => this with { Lifetime = AmpPermissionLifetime.Run, Calls = NotNull(calls) };

    /// <summary>The same decision, remembered as long as <see cref="AmpPermissionOptions.Session"/> is: further calls of the same tool do not come to the handler.</summary>
    public AmpPermissionDecision ForSession() => this with { Lifetime = AmpPermissionLifetime.Session };

    /// <summary>The same decision, remembered as long as <see cref="AmpPermissionOptions.Session"/> is for the calls that a rule matches.</summary>
    /// <param name="calls">Which calls: only its <see cref="AmpPermissionRule.Tool"/> and <see cref="AmpPermissionRule.Matches"/> count.</param>
    public AmpPermissionDecision ForSession(AmpPermissionRule calls) => this with { Lifetime = AmpPermissionLifetime.Session, Calls = NotNull(calls) };

    /// <summary>The same decision for calls of the same tool with the very same input only. Counts together with <see cref="ForRun()"/> or <see cref="ForSession()"/>.</summary>
    public AmpPermissionDecision WithSameInput() => this with { IsForSameInput = true };

    private static AmpPermissionRule NotNull(AmpPermissionRule calls)
    {
        ArgumentNullException.ThrowIfNull(calls);
        return calls;
    }
}
