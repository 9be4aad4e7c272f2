namespace Amp.Client;

/// <summary>A clock that watches a run.</summary>
public enum AmpClock
{
    /// <summary>From the start of the CLI to the result.</summary>
    Total,
}
