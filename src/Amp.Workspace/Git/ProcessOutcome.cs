namespace Amp.Workspace.Git;

/// <summary>How a process ended, and what it said.</summary>
internal sealed record ProcessOutcome(ProcessEnding Ending, int ExitCode, ReadOnlyMemory<byte> Output, string StandardError);

/// <summary>Who ended a process.</summary>
internal enum ProcessEnding
{
    /// <summary>It did by itself.</summary>
    Exited,

    /// <summary>We did, for the time it took.</summary>
    TimedOut,

    /// <summary>We did, for the size of its output.</summary>
    OutputTooLarge,
}
