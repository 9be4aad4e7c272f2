namespace Amp.Client.Processes;

/// <summary>One running CLI. Disposing it leaves nothing running that it started.</summary>
internal interface IAmpProcess : IAsyncDisposable
{
    /// <summary>The process id.</summary>
    int Id { get; }

    /// <summary>What it writes to standard output.</summary>
    Stream Output { get; }

    /// <summary>What it reads, when it was started with <see cref="ProcessStart.KeepsInputOpen"/>: disposing it ends the input. Else it has been fed already.</summary>
    Stream Input { get; }

    /// <summary>Completes with the exit code when the process has ended: 128 + n after signal n.</summary>
    Task<int> Exited { get; }

    /// <summary>Whether it has ended, asked of the system: <see cref="Exited"/> follows a moment later.</summary>
    bool HasExited { get; }

    /// <summary>The last lines of standard error.</summary>
    IReadOnlyList<string> StandardErrorTail { get; }

    /// <summary>Ends the process: asks it, waits, then kills it and everything it started. Bounded, and not cancellable half-way.</summary>
    /// <param name="grace">How long it may take to end by itself after it was asked.</param>
    Task EndAsync(TimeSpan grace);
}
