namespace Amp.Client.Conversations;

/// <summary>Plays the turns of a conversation one after the other, and goes on in a new process where that is asked for. Thread-safe.</summary>
internal sealed class ConversationLoop : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly TurnQueue _queue = new();
    private readonly SemaphoreSlim _signal = new(0);
    private readonly CancellationTokenSource _disposed = new();
    private readonly ConversationOpener _opener;
    private readonly Task _work;
    private ITurnPlayer? _player;
    private AmpTurn? _current;
    private AmpThreadId? _thread;
    private AmpResult? _result;
    private bool _isClosing;
    private string? _over;

    public ConversationLoop(ConversationOpener opener, ITurnPlayer player)
    {
        (_opener, _player, _thread) = (opener, player, player.ThreadId);
        _work = Task.Run(WorkAsync);
    }

    public AmpThreadId? ThreadId
    {
        get
        {
            lock (_gate)
            {
                return _player?.ThreadId ?? _thread;
            }
        }
    }

    public int? ProcessId
    {
        get
        {
            lock (_gate)
            {
                return _player?.ProcessId;
            }
        }
    }

    public bool IsOpen
    {
        get
        {
            lock (_gate)
            {
                return !_isClosing && _over is null;
            }
        }
    }

    /// <exception cref="InvalidOperationException">The conversation is over, or being closed.</exception>
    public void Add(AmpTurn turn)
    {
        lock (_gate)
        {
            if (_isClosing || _over is not null)
            {
                throw new InvalidOperationException(_over ?? "The conversation is closed, so nothing more can be sent.");
            }

            _queue.Add(turn, isOneUnderWay: _current is not null);
            if (turn.IsSteer && _current is { IsBegun: true })
            {
                _player?.Begin(turn);
            }
        }

        _signal.Release();
    }

    /// <summary>Takes a turn back that has not begun.</summary>
    public bool TryTakeBack(AmpTurn turn)
    {
        lock (_gate)
        {
            return _queue.Remove(turn);
        }
    }

    /// <summary>Stops the work on a turn, or takes it back.</summary>
    public async Task StopAsync(AmpTurn turn)
    {
        ITurnPlayer? player = null;
        lock (_gate)
        {
            if (_queue.Remove(turn))
            {
                turn.Complete(Unplayed("The turn was taken back before it began."));
            }
            else if (_current == turn || _queue.All.Contains(turn))
            {
                // Ending the process also ends the turn that this one was to interrupt.
                turn.IsStopped = true;
                _current?.IsStopped = true;
                player = _player;
            }
        }

        if (player is not null)
        {
            await player.StopAsync().ConfigureAwait(false);
        }
    }

    public async Task<AmpResult?> CloseAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _isClosing = true;
            foreach (var turn in _queue.All)
            {
                turn.DropWhenFull();
            }

            _current?.DropWhenFull();
        }

        _signal.Release();
        await _work.WaitAsync(cancellationToken).ConfigureAwait(false);
        return _result;
    }

    public async ValueTask DisposeAsync()
    {
        ITurnPlayer? player;
        lock (_gate)
        {
            (_isClosing, player) = (true, _player);
        }

        await _disposed.CancelAsync().ConfigureAwait(false);
        if (player is not null)
        {
            await player.DisposeAsync().ConfigureAwait(false);
        }

        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task WorkAsync()
    {
        while (await TakeAsync().ConfigureAwait(false) is { } turn)
        {
            try
            {
                var result = await PlayAsync(turn).ConfigureAwait(false);
                await AfterAsync(isFailure: result is { IsError: true, StoppedBy: null } && !turn.IsStopped, result.Error).ConfigureAwait(false);
                turn.Complete(result);
            }
            catch (Exception) when (_disposed.IsCancellationRequested)
            {
                turn.Complete(Unplayed("The conversation was disposed."));
            }
            catch (Exception e)
            {
                await AfterAsync(isFailure: true, e.Message).ConfigureAwait(false);
                turn.Fail(e);
            }
        }

        await EndAsync().ConfigureAwait(false);
    }

    private async Task<AmpTurn?> TakeAsync()
    {
        while (!_disposed.IsCancellationRequested)
        {
            lock (_gate)
            {
                _current = _queue.TakeFirst();
                if (_current is not null || _isClosing)
                {
                    return _current;
                }
            }

            await _signal.WaitAsync(_disposed.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return null;
    }

    private async Task<AmpResult> PlayAsync(AmpTurn turn)
    {
        if (_opener.BudgetResult(_thread) is { } spent)
        {
            return spent;
        }

        var player = await GetPlayerAsync().ConfigureAwait(false);
        lock (_gate)
        {
            _disposed.Token.ThrowIfCancellationRequested();
            if (turn is { IsStopped: true, IsBegun: false })
            {
                return Unplayed("The turn was stopped before it began.");
            }

            if (!turn.IsBegun)
            {
                player.Begin(turn);
            }

            foreach (var steer in _queue.WaitingSteers)
            {
                player.Begin(steer);
            }
        }

        return await player.PlayAsync(turn, _disposed.Token).ConfigureAwait(false);
    }

    private async Task<ITurnPlayer> GetPlayerAsync()
    {
        if (_player is { } player && (player.IsAlive || !_opener.Reopens))
        {
            return player;   // one that has ended between two turns says itself why
        }

        await DropPlayerAsync().ConfigureAwait(false);
        var opened = await _opener.ReopenAsync(_thread, _disposed.Token).ConfigureAwait(false);
        lock (_gate)
        {
            return _player = opened;
        }
    }

    // Before the turn is told to be over, so that whoever waits for it finds the conversation as it is then.
    private async Task AfterAsync(bool isFailure, string? error)
    {
        IReadOnlyList<AmpTurn> dropped = [];
        lock (_gate)
        {
            _current = null;
            _thread = _player?.ThreadId ?? _thread;
            if (isFailure && _player is not { IsAlive: true } && !_opener.Reopens)
            {
                _over = $"The conversation is over, so nothing more can be sent: a turn failed. {error} Set {nameof(AmpConversationSettings)}.{nameof(AmpConversationSettings.ReopenAfterFailure)} to go on after failures.";
                dropped = _queue.Clear();
            }
        }

        foreach (var turn in dropped)
        {
            turn.Complete(Unplayed("The turn did not begin: one before it failed."));
        }

        if (_player is { IsAlive: false })
        {
            await DropPlayerAsync().ConfigureAwait(false);
        }
    }

    private async Task DropPlayerAsync()
    {
        ITurnPlayer? player;
        lock (_gate)
        {
            (player, _player) = (_player, null);
            _thread = player?.ThreadId ?? _thread;
            _queue.TakeAllBack();
        }

        if (player is not null)
        {
            await player.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task EndAsync()
    {
        IReadOnlyList<AmpTurn> left;
        lock (_gate)
        {
            left = _queue.Clear();
        }

        foreach (var turn in left)
        {
            turn.Complete(Unplayed("The conversation was disposed."));
        }

        if (_player is { } player && !_disposed.IsCancellationRequested)
        {
            _result = await player.CloseAsync().ConfigureAwait(false);
        }

        await DropPlayerAsync().ConfigureAwait(false);
    }

    private AmpResult Unplayed(string error) => new() { IsError = true, ErrorKind = AmpErrorKind.Cancelled, Error = error, ThreadId = _thread, WallDuration = TimeSpan.Zero };
}
