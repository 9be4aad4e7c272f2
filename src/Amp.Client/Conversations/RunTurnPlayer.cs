using Amp.Client.Budgets;

namespace Amp.Client.Conversations;

/// <summary>Plays each turn as a run of its own that continues the thread: for a CLI that takes one prompt only.</summary>
internal sealed class RunTurnPlayer(Func<AmpRequest, CancellationToken, Task<AmpRun>> startAsync, AmpRunOptions options, BudgetMeter? budget, AmpThreadId? thread) : ITurnPlayer
{
    private readonly Lock _gate = new();
    private AmpRun? _run;
    private AmpTurn? _turn;
    private CancellationTokenSource? _starting;
    private bool _isInterrupted;

    public int? ProcessId => _run?.ProcessId;

    public AmpThreadId? ThreadId { get; private set; } = thread;

    public bool IsAlive { get; private set; } = true;

    public void Begin(AmpTurn turn)
    {
        lock (_gate)
        {
            turn.IsBegun = true;
            if (_turn is null)
            {
                _turn = turn;
            }
            else
            {
                Interrupt();
                _ = _run?.StopAsync();
            }
        }
    }

    public async Task<AmpResult> PlayAsync(AmpTurn turn, CancellationToken cancellationToken)
    {
        using var starting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        lock (_gate)
        {
            (_turn, _starting) = (turn, starting);
            if (_isInterrupted)
            {
                _ = starting.CancelAsync();
            }
        }

        // As in one process for all turns: what broke off or was stopped ends nothing, a failure does, also one to start.
        IsAlive = false;
        try
        {
            var result = await PlayAsync(turn, starting, cancellationToken).ConfigureAwait(false);
            IsAlive = result is { IsError: false } or { ErrorKind: AmpErrorKind.Cancelled or AmpErrorKind.Refused or AmpErrorKind.MaxTokens };
            return result;
        }
        finally
        {
            lock (_gate)
            {
                (ThreadId, _run, _turn, _starting, _isInterrupted) = (_run?.ThreadId ?? ThreadId, null, null, null, false);
            }
        }
    }

    public async Task StopAsync()
    {
        AmpRun? run;
        lock (_gate)
        {
            run = _run;
            if (_turn is not null)
            {
                Interrupt();
            }
        }

        if (run is not null)
        {
            await run.StopAsync().ConfigureAwait(false);
        }
    }

    public Task<AmpResult?> CloseAsync() => Task.FromResult<AmpResult?>(null);

    public ValueTask DisposeAsync() => _run?.DisposeAsync() ?? ValueTask.CompletedTask;

    // A start may wait for its place among the runs: it is called off.
    private void Interrupt()
    {
        _isInterrupted = true;
        _ = _starting?.CancelAsync();
    }

    private async Task<AmpResult> PlayAsync(AmpTurn turn, CancellationTokenSource starting, CancellationToken cancellationToken)
    {
        AmpRun run;
        try
        {
            run = await startAsync(new() { Prompt = turn.Prompt, Thread = ThreadId, Options = options, Budget = budget }, starting.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (starting.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new() { IsError = true, ErrorKind = AmpErrorKind.Cancelled, Error = "The turn was stopped before it began.", ThreadId = ThreadId, WallDuration = TimeSpan.Zero };
        }

        await using var scope = run.ConfigureAwait(false);
        lock (_gate)
        {
            _run = run;
            if (_isInterrupted)
            {
                _ = run.StopAsync();
            }
        }

        return await ReadAsync(run, turn, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<AmpResult> ReadAsync(AmpRun run, AmpTurn turn, CancellationToken cancellationToken)
    {
        await foreach (var message in run.ReadMessagesAsync(cancellationToken).ConfigureAwait(false))
        {
            // As in a process that takes many turns: the init line is none of a turn's, nor is the result of one that went well.
            if (message is not (Streaming.SystemMessage or Streaming.ResultMessage { IsError: not true }))
            {
                await turn.PostAsync(message, cancellationToken).ConfigureAwait(false);
            }
        }

        return await run.WaitAsync(cancellationToken).ConfigureAwait(false);
    }
}
