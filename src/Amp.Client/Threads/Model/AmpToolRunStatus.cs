namespace Amp.Client;

/// <summary>How far a tool call has come. An open set: a later CLI may say a word that has no name here.</summary>
/// <param name="Value">The word as the file has it (<c>run.status</c>).</param>
/// <remarks><b>Source.</b> All six are in thread files of CLI 0.0.1767830505 and 0.0.1774569934.</remarks>
public readonly record struct AmpToolRunStatus(string Value)
{
    /// <summary>The tool answered. A command that failed is done too: its exit code says so.</summary>
    public static AmpToolRunStatus Done { get; } = new("done");

    /// <summary>The tool could not do it.</summary>
    public static AmpToolRunStatus Error { get; } = new("error");

    /// <summary>It was stopped: by the user, or because the CLI ended.</summary>
    public static AmpToolRunStatus Cancelled { get; } = new("cancelled");

    /// <summary>A permission rule, or the user, said no.</summary>
    public static AmpToolRunStatus RejectedByUser { get; } = new("rejected-by-user");

    /// <summary>It waits for the user's word.</summary>
    public static AmpToolRunStatus BlockedOnUser { get; } = new("blocked-on-user");

    /// <summary>It runs.</summary>
    public static AmpToolRunStatus InProgress { get; } = new("in-progress");

    /// <summary>Whether nothing more will come of the call.</summary>
    public bool IsTerminal => this == Done || this == Error || this == Cancelled || this == RejectedByUser;

    /// <summary>Gives the word as the file has it.</summary>
    public override string ToString() => Value ?? "";
}
