namespace Amp.Client;

/// <summary>A clock that watches the run ran out. The CLI and what it started have been ended.</summary>
public sealed class AmpTimeoutException : TimeoutException
{
    internal AmpTimeoutException(AmpClock clock, TimeSpan limit, string option, IReadOnlyList<string> standardErrorTail)
        : base($"The run was stopped: the {clock} clock ran out after {limit}. Raise {option} if that is too short.") =>
        (Clock, Limit, StandardErrorTail) = (clock, limit, standardErrorTail);

    /// <summary>Which clock ran out.</summary>
    public AmpClock Clock { get; }

    /// <summary>How long it allowed.</summary>
    public TimeSpan Limit { get; }

    /// <summary>The last lines that the CLI wrote to standard error, at most 20, secrets taken out.</summary>
    public IReadOnlyList<string> StandardErrorTail { get; }
}
