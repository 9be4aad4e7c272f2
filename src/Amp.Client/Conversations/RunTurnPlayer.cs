using Amp.Client.Budgets;

namespace Amp.Client.Conversations;

/// <summary>Plays each turn as a run of its own that continues the thread: for a CLI that takes one prompt only.</summary>
internal sealed class RunTurnPlayer(Func<AmpRequest, CancellationToken, Task<AmpRun>> startAsync, AmpRunOptions options, BudgetMeter? budget, AmpThreadId? thread) : ITurnPlayer
{
    private readonly Lock _gate = new();
    private AmpRun? _run;
    private AmpTurn? _turn;
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
                _isInterrupted = true;
                _ = _run?.StopAsync();
            }
        }
    }

    public async Task<AmpResult> PlayAsync(AmpTurn turn, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _turn = turn;
        }

        var run = await startAsync(new() { Prompt = turn.Prompt, Thread = ThreadId, Options = options, Budget = budget }, cancellationToken).ConfigureAwait(false);
        await using var scope = run.ConfigureAwait(false);
        lock (_gate)
        {
            _run = run;
            if (_isInterrupted)
            {
                _ = run.StopAsync();
            }
        }

        // As in one process for all turns: what broke off or was stopped ends nothing, a failure does.
        IsAlive = false;
        try
        {
            var result = await ReadAsync(run, turn, cancellationToken).ConfigureAwait(false);
            IsAlive = result is { IsError: false } or { ErrorKind: AmpErrorKind.Cancelled or AmpErrorKind.Refused or AmpErrorKind.MaxTokens };
            return result;
        }
        finally
        {
            lock (_gate)
            {
                (ThreadId, _run, _turn, _isInterrupted) = (run.ThreadId ?? ThreadId, null, null, false);
            }
        }
    }

    public async Task StopAsync()
    {
        if (_run is { } run)
        {
            await run.StopAsync().ConfigureAwait(false);
        }
    }

    public Task<AmpResult?> CloseAsync() => Task.FromResult<AmpResult?>(null);

    public ValueTask DisposeAsync() => _run?.DisposeAsync() ?? ValueTask.CompletedTask;

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
