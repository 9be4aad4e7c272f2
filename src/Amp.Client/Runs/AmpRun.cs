using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Amp.Client.Authentication;
using Amp.Client.Budgets;
using Amp.Client.Diagnostics;
using Amp.Client.Processes;
using Amp.Client.Runs;
using Amp.Streaming;

namespace Amp.Client;

/// <summary>A run in your hand: read its messages, wait for its result, stop it.</summary>
/// <remarks>
/// <para><b>Ownership.</b> Dispose it: that ends the CLI and everything it started, whatever state the run is in.</para>
/// <para>
/// <b>Reading.</b> Nothing is read ahead of you, so a CLI that is not read from stops at a full pipe (about 64 KiB). Read the messages, or
/// call <see cref="WaitAsync"/>, which reads what is left.
/// </para>
/// <para><b>Threads.</b> All members may be called from any thread; a message goes to exactly one reader.</para>
/// </remarks>
public sealed class AmpRun : IAsyncDisposable
{
    private static readonly TimeSpan ShortestExtension = TimeSpan.FromMilliseconds(100);

    private readonly IAmpProcess _process;
    private readonly RunSettings _settings;
    private readonly RunTranscript _transcript;
    private readonly RunClocks _clocks;
    private readonly RunReader _reader;
    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly long _started;
    private readonly ITimer _deadline;
    private readonly BudgetTimer _budgetTimer;
    private readonly CancellationTokenSource _ended = new();
    private (AmpMessage Message, Task Calls)? _hooked;
    private volatile bool _isTimedOut;
    private volatile bool _isStopped;
    private volatile bool _isDisposed;
    private AmpResult? _result;
    private ExceptionDispatchInfo? _failure;

    internal AmpRun(IAmpProcess process, RunSettings settings)
    {
        (_process, _settings) = (process, settings);
        _transcript = new(settings.Clock);
        _clocks = new(settings);
        _reader = new(
            process,
            new AmpStreamReader(process.Output, new() { MaxLineBytes = settings.MaxLineBytes, Redact = settings.Redact }),
            settings,
            _clocks,
            new StallDetector(settings.ThreadFolder));
        _started = settings.Clock.GetTimestamp();
        settings.Telemetry.Started(process.Id);
        _deadline = settings.Clock.CreateTimer(static run => ((AmpRun)run!).OnDeadline(), this, settings.Timeout, Timeout.InfiniteTimeSpan);
        _budgetTimer = BudgetTimer.Start(settings.Budget, settings.Clock, StopForBudget);
    }

    /// <summary>The id of the CLI's process.</summary>
    public int ProcessId => _process.Id;

    /// <summary>The thread. <see langword="null"/> until the first message has been read, unless an earlier thread is continued.</summary>
    public AmpThreadId? ThreadId => _transcript.ThreadId ?? _settings.Thread;

    /// <summary>Reads the messages that nobody has read yet, as they arrive.</summary>
    /// <param name="cancellationToken">Gives up reading; the run goes on.</param>
    /// <returns>The messages; the last one is a <see cref="ResultMessage"/>. The enumeration ends when the CLI has ended.</returns>
    /// <exception cref="AmpException">The CLI ended without a result.</exception>
    /// <exception cref="AmpTimeoutException">The run took too long.</exception>
    /// <exception cref="Exception">What a hook of the run threw, such as <see cref="AmpRunOptions.OnMessage"/>.</exception>
    public async IAsyncEnumerable<AmpMessage> ReadMessagesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (await NextAsync(cancellationToken).ConfigureAwait(false) is { } message)
        {
            yield return message;
        }
    }

    /// <summary>Reads what is left and gives the result. Every call gives the same one.</summary>
    /// <param name="cancellationToken">Gives up waiting; the run goes on.</param>
    /// <exception cref="AmpException">The CLI ended without a result.</exception>
    /// <exception cref="AmpTimeoutException">The run took too long.</exception>
    public async Task<AmpResult> WaitAsync(CancellationToken cancellationToken = default)
    {
        while (await NextAsync(cancellationToken).ConfigureAwait(false) is not null)
        {
        }

        return _result!;
    }

    /// <summary>Asks the CLI to stop, and kills it when it has not within <see cref="AmpClientOptions.ShutdownGracePeriod"/>. Messages not yet read are read and dropped.</summary>
    /// <returns>The result: of kind <see cref="AmpErrorKind.Cancelled"/>, unless the run had ended before.</returns>
    /// <exception cref="AmpException">The CLI had ended without a result.</exception>
    public async Task<AmpResult> StopAsync()
    {
        var end = BeginStop();
        var result = await WaitAsync(CancellationToken.None).ConfigureAwait(false);
        await end.ConfigureAwait(false);
        return result;
    }

    /// <summary>Takes this run's secrets out of a text.</summary>
    internal string Redact(string text) => _settings.Redact(text);

    /// <summary>Asks the CLI to stop, as <see cref="StopAsync"/> does, and leaves what it still says to the reader.</summary>
    internal Task BeginStop()
    {
        _isStopped = true;
        return _process.EndAsync(_settings.ShutdownGracePeriod);
    }

    /// <summary>Ends the CLI and everything it started. Bounded in time; may be called more than once.</summary>
    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        await _ended.CancelAsync().ConfigureAwait(false);
        await _deadline.DisposeAsync().ConfigureAwait(false);
        await _budgetTimer.DisposeAsync().ConfigureAwait(false);
        await _process.EndAsync(_settings.ShutdownGracePeriod).ConfigureAwait(false);
        await _process.DisposeAsync().ConfigureAwait(false);
        _settings.Telemetry.Abandon();
    }

    private async Task<AmpMessage?> NextAsync(CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _failure?.Throw();
            if (_result is not null)
            {
                return null;
            }

            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return await ReadMessageAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _reading.Release();
        }
    }

    private async Task<AmpMessage?> ReadMessageAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_hooked is { } hooked)
            {
                return await AfterHooksAsync(hooked.Message, hooked.Calls, cancellationToken).ConfigureAwait(false);
            }

            var read = await _reader.NextAsync(ThreadId, cancellationToken).ConfigureAwait(false);
            if (read.ClockRanOut is { } clock)
            {
                await FailAsync(Outcome(exitCode: null).TimedOut(clock)).ConfigureAwait(false);
            }

            if (read.Stall is { } stall)
            {
                await EndStalledAsync(stall).ConfigureAwait(false);
                return null;
            }

            if (read.Item is not { } item)
            {
                await FinishAsync().ConfigureAwait(false);
                return null;
            }

            _clocks.Saw(item.Message);
            if (item.Message is { } message)
            {
                _transcript.Add(message);
                _settings.Telemetry.Saw(message);
                _reader.IsResultRead |= message is ResultMessage;
                if (_settings.Budget?.Saw(message) is true)
                {
                    StopForBudget();
                }

                if (_settings.Hooks is not { } hooks)
                {
                    return message;
                }

                _hooked = (message, hooks.SawAsync(message, _ended.Token));
                continue;
            }

            if (OutsideLines.Take(item, _settings, _transcript, _reader) is { } login)
            {
                await FailAsync(login).ConfigureAwait(false);
            }
        }
    }

    // The message is kept when its reader gives up, so that the next one gets it.
    private async Task<AmpMessage> AfterHooksAsync(AmpMessage message, Task calls, CancellationToken cancellationToken)
    {
        await calls.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!calls.IsCompleted)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        _hooked = null;
        await ThrowForHookAsync(calls).ConfigureAwait(false);
        return message;
    }

    private async Task ThrowForHookAsync(Task calls)
    {
        // A hook that was called off because the run is over is no failure of its own.
        if (calls.IsFaulted || (calls.IsCanceled && !_ended.IsCancellationRequested))
        {
            await FailAsync(calls.Exception?.InnerException ?? new TaskCanceledException(calls)).ConfigureAwait(false);
        }
    }

    private async Task CompleteHooksAsync()
    {
        if (_settings.Hooks is { } hooks)
        {
            var calls = hooks.CompleteAsync(_ended.Token);
            await calls.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await ThrowForHookAsync(calls).ConfigureAwait(false);
        }
    }

    private async Task FinishAsync()
    {
        var exitCode = await ProcessExit.WaitAsync(_process, _settings).ConfigureAwait(false);

        // Asked to stop because its time is up, the CLI still gives a result: that it was cancelled.
        if (_isTimedOut && (_transcript.Result is null || ErrorClassifier.Classify(_transcript.Result.Error) is AmpErrorKind.Cancelled))
        {
            await FailAsync(Outcome(exitCode).TimedOut(AmpClock.Total)).ConfigureAwait(false);
        }

        if (_transcript.Result is null && !_isStopped)
        {
            await FailAsync(_reader.IsLoginAnnounced ? LoginPrompt.ToException(url: null) : Outcome(exitCode).WithoutResult()).ConfigureAwait(false);
        }

        await CompleteHooksAsync().ConfigureAwait(false);
        await SetResultAsync(Outcome(exitCode).ToResult()).ConfigureAwait(false);
    }

    private async Task EndStalledAsync(RunStall stall)
    {
        Log.RunStalled(_settings.Logger, ProcessId, stall.Kind, stall.Error);
        await _process.EndAsync(_settings.ShutdownGracePeriod).ConfigureAwait(false);
        await CompleteHooksAsync().ConfigureAwait(false);
        await SetResultAsync(Outcome(exitCode: null).ToResult(stall)).ConfigureAwait(false);
    }

    private async Task SetResultAsync(AmpResult result)
    {
        await _deadline.DisposeAsync().ConfigureAwait(false);
        await _budgetTimer.DisposeAsync().ConfigureAwait(false);
        result = _settings.Budget?.Mark(result) ?? result;
        _result = result;
        _settings.Telemetry.End(result);
        Log.RunEnded(_settings.Logger, ProcessId, result.IsError, result.ErrorKind, result.ExitCode, (long)result.WallDuration.TotalMilliseconds);
    }

    private RunOutcome Outcome(int? exitCode) =>
        new(_settings, _transcript, exitCode, _process.StandardErrorTail, _settings.Clock.GetElapsedTime(_started));

    private async Task FailAsync(Exception failure)
    {
        _failure = ExceptionDispatchInfo.Capture(failure);
        _settings.Telemetry.End(failure);
        Log.RunFailed(_settings.Logger, ProcessId, RunOutcome.LogText(failure));
        await _budgetTimer.DisposeAsync().ConfigureAwait(false);
        await _process.EndAsync(_settings.ShutdownGracePeriod).ConfigureAwait(false);
        _failure.Throw();
    }

    private void StopForBudget() => _ = BeginStop();

    private void OnDeadline()
    {
        // The time that decisions about tool calls took is not the run's.
        var left = _settings.Timeout + (_settings.Asking?.Elapsed ?? TimeSpan.Zero) - _settings.Clock.GetElapsedTime(_started);
        if (_settings.Asking is not null && left > TimeSpan.Zero)
        {
            _deadline.Change(left < ShortestExtension ? ShortestExtension : left, Timeout.InfiniteTimeSpan);
            return;
        }

        _isTimedOut = true;
        _ = _ended.CancelAsync();

        // The reader sees the end of the pipe and reports; nobody may be reading, so the end is brought about here.
        _ = _process.EndAsync(_settings.ShutdownGracePeriod);
    }
}
