namespace Amp.Client.Sessions.Turns;

/// <summary>A turn that is under way: a prompt, and the wish to end it.</summary>
internal sealed class Turn(PendingPrompt prompt) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _reason;

    public PendingPrompt Prompt { get; } = prompt;

    public CancellationToken Stopping => _stop.Token;

    /// <summary>Why it was stopped; <see langword="null"/> when it was not.</summary>
    public string? StopReason => Volatile.Read(ref _reason);

    /// <summary>What a stop makes of it.</summary>
    public AmpTurnOutcome StopOutcome { get; private set; } = AmpTurnOutcome.Cancelled;

    /// <summary>Its process has ended and its end is in the log.</summary>
    public Task Done => _done.Task;

    /// <summary>Has it ended. The first reason counts.</summary>
    public void Stop(string reason, AmpTurnOutcome outcome = AmpTurnOutcome.Cancelled)
    {
        lock (_done)
        {
            if (_reason is not null || _done.Task.IsCompleted)
            {
                return;
            }

            (StopOutcome, _reason) = (outcome, reason);
        }

        // Elsewhere: whoever stops a turn does not wait for its process here.
        _ = Task.Run(CancelUnlessDone);
    }

    public void Finish()
    {
        lock (_done)
        {
            _done.TrySetResult();
        }
    }

    public void Dispose()
    {
        lock (_stop)
        {
            Finish();
            _stop.Dispose();
        }
    }

    private void CancelUnlessDone()
    {
        lock (_stop)
        {
            if (!_done.Task.IsCompleted)
            {
                _stop.Cancel();
            }
        }
    }
}
