namespace Amp.Client.Conversations;

/// <summary>Plays the turns of a conversation, one at a time.</summary>
internal interface ITurnPlayer : IAsyncDisposable
{
    /// <summary>The process that is at work or waits for the next turn, if there is one.</summary>
    int? ProcessId { get; }

    /// <summary>The thread, as soon as it is known.</summary>
    AmpThreadId? ThreadId { get; }

    /// <summary>Whether it can take a further turn.</summary>
    bool IsAlive { get; }

    /// <summary>Hands a turn to the agent. When it is at another one, that is interrupted. Does not wait.</summary>
    void Begin(AmpTurn turn);

    /// <summary>Passes on the messages of a turn that has begun, to its end.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="cancellationToken">The conversation is disposed.</param>
    /// <returns>How it ended, also when it failed.</returns>
    /// <exception cref="Exception">There is no result: the process ended without one, a clock ran out, a hook threw.</exception>
    Task<AmpResult> PlayAsync(AmpTurn turn, CancellationToken cancellationToken);

    /// <summary>Stops what the agent is at. No further turn can be played. Bounded.</summary>
    Task StopAsync();

    /// <summary>Ends it between two turns.</summary>
    /// <returns>The process's one result; <see langword="null"/> when there is none.</returns>
    Task<AmpResult?> CloseAsync();
}
