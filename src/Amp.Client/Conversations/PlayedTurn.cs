using Amp.Client.Authentication;
using Amp.Client.Budgets;
using Amp.Client.Diagnostics;
using Amp.Client.Processes;
using Amp.Client.Runs;
using Amp.Streaming;

namespace Amp.Client.Conversations;

/// <summary>Reads one turn from a process that has been given it: to its end, or to where another message interrupted it.</summary>
internal sealed class PlayedTurn : IAsyncDisposable
{
    private static readonly TimeSpan ShortestExtension = TimeSpan.FromMilliseconds(100);

    private readonly JsonTurnPlayer _player;
    private readonly IAmpProcess _process;
    private readonly RunSettings _settings;
    private readonly AmpTurn _turn;
    private readonly RunTranscript _transcript;
    private readonly RunTelemetry _telemetry;
    private readonly CancellationTokenSource _over = new();
    private readonly ITimer _deadline;
    private readonly BudgetTimer _budgetTimer;
    private readonly long _started;
    private readonly TimeSpan _asked;
    private volatile bool _isTimedOut;
    private bool _isEchoed;

    public PlayedTurn(JsonTurnPlayer player, IAmpProcess process, RunSettings settings, AmpTurn turn)
    {
        (_player, _process, _settings, _turn) = (player, process, settings, turn);
        _transcript = new(settings.Clock);
        _asked = Asked;
        _started = settings.Clock.GetTimestamp();
        _telemetry = RunTelemetry.Begin(player.ThreadId, settings.Clock);
        _telemetry.Started(process.Id);
        player.Clocks.BeginTurn();
        _deadline = settings.Clock.CreateTimer(static turn => ((PlayedTurn)turn!).OnDeadline(), this, settings.Timeout, Timeout.InfiniteTimeSpan);
        _budgetTimer = BudgetTimer.Start(settings.Budget, settings.Clock, StopForBudget);
    }

    /// <summary>The caller has stopped it.</summary>
    public bool IsStopped { get; set; }

    private TimeSpan Asked => _settings.Asking?.Elapsed ?? TimeSpan.Zero;

    public async Task<AmpResult> PlayAsync(CancellationToken cancellationToken)
    {
        try
        {
            var result = await ReadToEndAsync(cancellationToken).ConfigureAwait(false);
            _telemetry.End(result);
            ConversationLog.TurnEnded(_settings.Logger, _process.Id, result.IsError, result.ErrorKind, (long)result.WallDuration.TotalMilliseconds);
            return result;
        }
        catch (Exception e)
        {
            _player.IsEnded = true;
            _telemetry.End(e);
            ConversationLog.TurnFailed(_settings.Logger, _process.Id, RunOutcome.LogText(e));
            await _process.EndAsync(_settings.ShutdownGracePeriod).ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _deadline.DisposeAsync().ConfigureAwait(false);
        await _budgetTimer.DisposeAsync().ConfigureAwait(false);
        _telemetry.Abandon();
        _over.Dispose();
    }

    private async Task<AmpResult> ReadToEndAsync(CancellationToken cancellationToken)
    {
        if (_player.TakeCarried() is { } carried)
        {
            await SawAsync(carried, cancellationToken).ConfigureAwait(false);   // our own prompt, which ends nothing
        }

        while (true)
        {
            var read = await _player.NextAsync(cancellationToken).ConfigureAwait(false);
            if (read.Item?.Message is { } message)
            {
                if (await SawAsync(message, cancellationToken).ConfigureAwait(false) is { } result)
                {
                    return result;
                }
            }
            else if (read.ClockRanOut is { } clock)
            {
                throw Outcome(exitCode: null).TimedOut(clock);
            }
            else if (read.Stall is { } stall)
            {
                return await EndStalledAsync(stall).ConfigureAwait(false);
            }
            else if (read.Item is not { } item)
            {
                return await EndOfProcessAsync().ConfigureAwait(false);
            }
            else if (OutsideLines.Take(item, _settings, _transcript, _player.Reader) is { } login)
            {
                throw login;
            }
        }
    }

    private async Task<AmpResult?> SawAsync(AmpMessage message, CancellationToken cancellationToken)
    {
        // Every line that was written is repeated, in order: a second one is the message that interrupts this turn.
        if (message is UserMessage { ParentToolUseId: null } user && !user.Content.Any(static block => block is ToolResultBlock))
        {
            if (_isEchoed)
            {
                _player.Carry(message);
                return Result(AmpErrorKind.Cancelled, "The turn was interrupted by another message.");
            }

            _isEchoed = true;
        }

        var answer = message is AssistantMessage { ParentToolUseId: null } said ? said : null;
        _isEchoed |= answer is not null;
        _transcript.Add(message);
        _player.Clocks.Saw(message);
        _telemetry.Saw(message);
        _player.Reader.IsResultRead |= message is ResultMessage;
        if (_settings.Budget?.Saw(message) is true)
        {
            StopForBudget();
        }

        if (_settings.Hooks is { } hooks)
        {
            await CallAsync(token => hooks.SawAsync(message, token), cancellationToken).ConfigureAwait(false);
        }

        await PostAsync(message, cancellationToken).ConfigureAwait(false);
        return answer?.StopReason is { } reason && reason != StopReason.ToolUse ? Completed(reason) : null;
    }

    private async Task PostAsync(AmpMessage message, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _over.Token);
        await _turn.PostAsync(message, either.Token).ConfigureAwait(false);
    }

    private async Task CallAsync(Func<CancellationToken, Task> hooks, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _over.Token);
        try
        {
            await hooks(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_over.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // Called off because the turn's time is up: the end of the process says so.
        }
    }

    private async Task<AmpResult> EndOfProcessAsync()
    {
        _player.IsEnded = true;
        var exitCode = await ProcessExit.WaitAsync(_process, _settings).ConfigureAwait(false);
        if (_isTimedOut && (_transcript.Result is null || ErrorClassifier.Classify(_transcript.Result.Error) is AmpErrorKind.Cancelled))
        {
            throw Outcome(exitCode).TimedOut(AmpClock.Total);
        }

        if (_transcript.Result is null && !IsStopped)
        {
            throw _player.Reader.IsLoginAnnounced ? LoginPrompt.ToException(url: null) : Outcome(exitCode).WithoutResult();
        }

        await CompleteHooksAsync().ConfigureAwait(false);
        return Mark(ForTurn(Outcome(exitCode).ToResult()));
    }

    private async Task<AmpResult> EndStalledAsync(RunStall stall)
    {
        Log.RunStalled(_settings.Logger, _process.Id, stall.Kind, stall.Error);
        var result = Result(stall.Kind, stall.Error);

        // After an answer that broke off the CLI takes the next line as if nothing had been; in a tool it would wait for ever.
        if (!_player.Clocks.IsCutOff)
        {
            _player.IsEnded = true;
            await _process.EndAsync(_settings.ShutdownGracePeriod).ConfigureAwait(false);
        }

        await CompleteHooksAsync().ConfigureAwait(false);
        return result;
    }

    private Task CompleteHooksAsync() => _settings.Hooks is { } hooks ? CallAsync(hooks.CompleteAsync, CancellationToken.None) : Task.CompletedTask;

    private AmpResult Completed(StopReason reason) =>
        reason == StopReason.MaxTokens ? Result(AmpErrorKind.MaxTokens, "The answer reached the model's limit.")
        : reason == StopReason.Refusal ? Result(AmpErrorKind.Refused, "The model refused to answer.")
        : Result(kind: null, error: null);

    private AmpResult Result(AmpErrorKind? kind, string? error)
    {
        var ended = Outcome(exitCode: null).ToResult(new(kind ?? AmpErrorKind.Other, error ?? ""));
        return Mark(ForTurn(kind is null ? ended with { IsError = false, ErrorKind = null, Error = null, Text = _transcript.LastText } : ended));
    }

    // What the CLI and its files tell is of the whole process.
    private AmpResult ForTurn(AmpResult result) => result with { Turns = _transcript.Answers, Duration = null, Credits = null };

    private AmpResult Mark(AmpResult result) => _settings.Budget?.Mark(result) ?? result;

    private RunOutcome Outcome(int? exitCode) => new(
        _settings with { Thread = _player.ThreadId },
        _transcript,
        exitCode,
        _process.StandardErrorTail,
        _settings.Clock.GetElapsedTime(_started));

    private void StopForBudget()
    {
        IsStopped = true;
        _player.IsEnded = true;
        _ = _process.EndAsync(_settings.ShutdownGracePeriod);
    }

    private void OnDeadline()
    {
        // As for a run: the time that decisions about tool calls took is not the turn's.
        var left = _settings.Timeout + Asked - _asked - _settings.Clock.GetElapsedTime(_started);
        if (_settings.Asking is not null && left > TimeSpan.Zero)
        {
            _deadline.Change(left < ShortestExtension ? ShortestExtension : left, Timeout.InfiniteTimeSpan);
            return;
        }

        _isTimedOut = true;
        _player.IsEnded = true;
        _ = _over.CancelAsync();
        _ = _process.EndAsync(_settings.ShutdownGracePeriod);
    }
}
