using Amp.Client.Configuration;
using Amp.Client.Sessions.Journal;
using Amp.Client.Sessions.Turns;

namespace Amp.Client.Sessions;

/// <summary>One session of a host: its log, the prompts that wait, and the turn that is under way. Thread-safe.</summary>
#pragma warning disable CA1001 // Whoever takes a turn disposes of it at its end; a session that ends waits for that.
internal sealed class Session
#pragma warning restore CA1001
{
    private readonly SessionContext _context;
    private readonly OneAtATime _gate = new();
    private readonly PromptQueue _prompts = new();
    private volatile Turn? _turn;
    private volatile bool _isBeginning;
    private volatile bool _isDeleted;
    private volatile bool _isLeaving;

    public Session(EventLog log, SessionContext context)
    {
        (Log, _context, LastActive) = (log, context, context.Clock.GetTimestamp());
        foreach (var prompt in log.State.Queue)
        {
            _prompts.Add(new(prompt.Id, prompt.Prompt, prompt.Priority));
        }
    }

    public AmpSessionId Id => Log.Session;

    public EventLog Log { get; }

    public bool HasPrompts => _prompts.Count > 0 && !_isDeleted && !_isLeaving;

    public int WaitingPrompts => _prompts.Count;

    /// <summary>Whether a turn is under way, or just being begun.</summary>
    public bool HasTurn => _isBeginning || _turn is not null;

    // In this order: a prompt leaves the queue after its turn is being begun.
    public bool HasWork => HasPrompts || HasTurn;

    /// <summary>Whether it is awake. The roster says so.</summary>
    public bool IsLive { get; set; }

    /// <summary>When it last had anything to do, as a timestamp.</summary>
    public long LastActive { get; private set; }

    public AmpSession Snapshot() => Log.State.ToSession(Id, IsLive);

    /// <summary>Takes a prompt. Whoever calls offers the session to the scheduler then.</summary>
    public async Task<AmpSessionReceipt> TakeAsync(AmpPrompt prompt, AmpPromptPriority priority, Action<Session> makeRoom, CancellationToken cancellationToken)
    {
        using var inside = await EnterAsync(cancellationToken).ConfigureAwait(false);
        if (HasWork && Log.State.Options.WhenBusy is AmpBusyBehavior.Reject)
        {
            throw SessionErrors.Busy(Id);
        }

        if (_prompts.Count >= _context.Options.MaxQueuedPrompts)
        {
            throw SessionErrors.QueueFull(Id, _prompts.Count);
        }

        makeRoom(this);
        var pending = new PendingPrompt($"m-{Guid.CreateVersion7():N}", prompt, priority);
        var position = _prompts.CountBefore(priority) + (HasTurn ? 1 : 0);
        var taken = await Log.AppendAsync(new AmpPromptQueuedEvent(pending.Id, _context.Redact(prompt.Text)) { Priority = priority }).ConfigureAwait(false);
        _prompts.Add(pending);
        Touch();
        return new(Id, pending.Id, position, taken.SequenceNumber, pending.Completion, () => pending.IsStarted);
    }

    /// <summary>Runs the next prompt, to its end.</summary>
    public async Task TakeTurnAsync()
    {
        if (await BeginTurnAsync().ConfigureAwait(false) is not { } turn)
        {
            return;
        }

        var ended = await _context.Runner.RunAsync(Log, Snapshot(), turn).ConfigureAwait(false);
        using (await _gate.EnterAsync(CancellationToken.None).ConfigureAwait(false))
        {
            try
            {
                ended = await Log.AppendAsync(ended with { Error = ended.Error is { } error ? _context.Redact(error) : null }).ConfigureAwait(false);
                SessionLog.TurnEnded(_context.Logger, Id, ended.MessageId, ended.Outcome, ended.ErrorKind);
                turn.Prompt.Complete(ended);
            }
            catch (AmpSessionException e)
            {
                SessionLog.WriteFailed(_context.Logger, e, Id, "A turn has ended, and the log does not say so: it will say that it was interrupted.");
                turn.Prompt.Fail(e);
            }

            _turn = null;
            Touch();
        }

        turn.Dispose();
    }

    public async Task<AmpSession> UpdateAsync(Func<AmpSessionOptions, AmpSessionOptions> change, CancellationToken cancellationToken)
    {
        using var inside = await EnterAsync(cancellationToken).ConfigureAwait(false);
        var before = Log.State.Options.ToOptions();
        var after = SessionOptionsCheck.Resolve(change(before) ?? throw new ArgumentException("The change gave null.", nameof(change)), before.WorkingDirectory!);
        await Log.AppendAsync(new AmpSessionUpdatedEvent(after with { Thread = before.Thread })).ConfigureAwait(false);
        Touch();
        return Snapshot();
    }

    /// <summary>Ends the turn under way and drops what waits.</summary>
    public async Task<AmpSession> StopAsync(bool keepQueue, CancellationToken cancellationToken)
    {
        Turn? turn;
        using (await EnterAsync(cancellationToken).ConfigureAwait(false))
        {
            turn = _turn;
            turn?.Stop("The turn was stopped.");
            if (!keepQueue)
            {
                await DropPromptsAsync("The session was stopped.").ConfigureAwait(false);
            }
        }

        await (turn?.Done ?? Task.CompletedTask).WaitAsync(cancellationToken).ConfigureAwait(false);
        return Snapshot();
    }

    /// <summary>Ends the turn under way without waiting for it; the prompts that wait stay.</summary>
    public bool StopTurn(string reason)
    {
        var turn = _turn;
        turn?.Stop(reason);
        return turn is not null;
    }

    /// <summary>Says in the log that the environment is another one, if it is and there has been a turn.</summary>
    public async Task NoteEnvironmentAsync()
    {
        using var inside = await EnterAsync(CancellationToken.None).ConfigureAwait(false);
        await RestartIfMovedAsync().ConfigureAwait(false);
    }

    /// <returns>Whether it was there.</returns>
    public async Task<bool> DeleteAsync(CancellationToken cancellationToken)
    {
        Turn? turn;
        using (await _gate.EnterAsync(cancellationToken).ConfigureAwait(false))
        {
            if (_isDeleted || _isLeaving || Log.State.Sequence == 0)
            {
                return false;
            }

            _isDeleted = true;
            turn = _turn;
            turn?.Stop("The session was deleted.");
        }

        await (turn?.Done ?? Task.CompletedTask).ConfigureAwait(false);
        try
        {
            await Log.AppendAsync(new AmpSessionDeletedEvent()).ConfigureAwait(false);
        }
        catch
        {
            _isDeleted = false;
            throw;
        }

        while (_prompts.Take() is { } dropped)
        {
            dropped.Complete(new(dropped.Id, AmpTurnOutcome.Cancelled) { SessionId = Id, ErrorKind = AmpErrorKind.Cancelled, Error = "The session was deleted." });
        }

        await Log.RestAsync().ConfigureAwait(false);
        return true;
    }

    /// <summary>Ends what is under way because the host ends. What waits is kept in the log.</summary>
    public async Task LeaveAsync()
    {
        _isLeaving = true;
        Turn? turn;
        using (await _gate.EnterAsync(CancellationToken.None).ConfigureAwait(false))
        {
            turn = _turn;
            turn?.Stop("The host was stopped.", AmpTurnOutcome.Interrupted);
            while (_prompts.Take() is { } waiting)
            {
                waiting.Abandon();
            }
        }

        await (turn?.Done ?? Task.CompletedTask).ConfigureAwait(false);
        Log.Complete();
        await Log.RestAsync().ConfigureAwait(false);
    }

    private async Task<Turn?> BeginTurnAsync()
    {
        using var inside = await _gate.EnterAsync(CancellationToken.None).ConfigureAwait(false);
        if (_isDeleted || _isLeaving || _prompts.Count == 0)
        {
            return null;
        }

        _isBeginning = true;
        var prompt = _prompts.Take()!;
        try
        {
            _context.Wake(this);
            await RestartIfMovedAsync().ConfigureAwait(false);
            await CloseOpenTurnAsync().ConfigureAwait(false);
            var session = Snapshot();
            await Log.AppendAsync(new AmpTurnStartedEvent(prompt.Id)
            {
                Thread = session.Thread,
                Mode = session.Options.Mode,
                Model = session.Options.Model,
                WorkingDirectory = session.WorkingDirectory,
                Environment = _context.Environment(),
            }).ConfigureAwait(false);
            prompt.IsStarted = true;
            return _turn = new(prompt);
        }
        catch (AmpSessionException e)
        {
            SessionLog.WriteFailed(_context.Logger, e, Id, "A prompt was not sent. It is kept, and sent when a host opens the folder again.");
            prompt.Fail(SessionErrors.NotSent(e));
            return null;
        }
        finally
        {
            _isBeginning = false;
        }
    }

    /// <summary>Closes a turn whose end is not in the log: that of a host which died.</summary>
    public async Task<bool> CloseOpenTurnAsync()
    {
        if (Log.State is not { OpenTurn: { } open } state)
        {
            return false;
        }

        await Log.AppendAsync(new AmpTurnEndedEvent(open, AmpTurnOutcome.Interrupted)
        {
            Thread = StoredOptions.ThreadOf(state.Thread),
            ErrorKind = AmpErrorKind.Cancelled,
            Error = "The host ended while the turn was under way. How far the agent had come is not known; the prompt is not sent again.",
        }).ConfigureAwait(false);
        return true;
    }

    private async Task RestartIfMovedAsync()
    {
        var state = Log.State;
        if (_context.Environment() is { } now && state.Environment is { } then && then != now)
        {
            await Log.AppendAsync(new AmpSessionRestartedEvent(then, now) { Thread = StoredOptions.ThreadOf(state.Thread) }).ConfigureAwait(false);
        }
    }

    private async Task DropPromptsAsync(string reason)
    {
        // First in the log: a prompt that cannot be dropped there still waits.
        while (_prompts.Peek() is { } dropped)
        {
            var rejected = await Log.AppendAsync(new AmpPromptRejectedEvent(dropped.Id, reason)).ConfigureAwait(false);
            _prompts.Take();
            dropped.Complete(new(dropped.Id, AmpTurnOutcome.Cancelled) { SessionId = Id, SequenceNumber = rejected.SequenceNumber, Timestamp = rejected.Timestamp, ErrorKind = AmpErrorKind.Cancelled, Error = reason });
        }

        // Those that could not be begun, and are kept for the next host.
        foreach (var kept in Log.State.Queue)
        {
            await Log.AppendAsync(new AmpPromptRejectedEvent(kept.Id, reason)).ConfigureAwait(false);
        }
    }

    private async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        var inside = await _gate.EnterAsync(cancellationToken).ConfigureAwait(false);
        if (!_isDeleted && !_isLeaving && Log.State.Sequence > 0)   // 0: it is just being made
        {
            return inside;
        }

        inside.Dispose();
        ObjectDisposedException.ThrowIf(_isLeaving, typeof(SessionManager));
        throw SessionErrors.NotFound(Id);
    }

    private void Touch() => LastActive = _context.Clock.GetTimestamp();
}
