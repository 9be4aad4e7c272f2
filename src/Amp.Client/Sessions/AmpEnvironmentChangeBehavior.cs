namespace Amp.Client;

/// <summary>What becomes of a turn that is under way when the current environment changes. The turns after it are in the new one in either case.</summary>
public enum AmpEnvironmentChangeBehavior
{
    /// <summary>It ends where it began.</summary>
    FinishTurn,

    /// <summary>It is stopped. Its prompt is not sent again: what it has done so far would be done twice.</summary>
    StopTurn,
}
