using Amp.Client.Authentication;
using Amp.Client.Processes;
using Amp.Client.Runs;
using Amp.Streaming;

namespace Amp.Client.Conversations;

/// <summary>Plays turns in one process, whose input stays open: a line for each turn.</summary>
/// <remarks>
/// <b>Source.</b> Recordings <c>json_*</c> of CLI 0.0.1767830505 to 0.0.1776788459: the init line comes at the start, each line is repeated, a line in the middle of a
/// turn interrupts it, a failed turn ends the process, and the one result line comes after the end of the input, or after a failure. Without a
/// line, the end of the input leaves the CLI waiting for ever: then it is killed.
/// </remarks>
internal sealed class JsonTurnPlayer : ITurnPlayer
{
    private readonly IAmpProcess _process;
    private readonly RunSettings _settings;
    private readonly RunReader _reader;
    private readonly RunTranscript _opening;
    private readonly Lock _gate = new();
    private readonly long _started;
    private Task _writing = Task.CompletedTask;
    private AmpMessage? _carried;
    private volatile PlayedTurn? _playing;
    private volatile bool _isDisposed;
    private bool _isTold;

    public JsonTurnPlayer(IAmpProcess process, RunSettings settings)
    {
        (_process, _settings) = (process, settings);
        _opening = new(settings.Clock);
        _started = settings.Clock.GetTimestamp();
        Clocks = new(settings);
        _reader = new(
            process,
            new AmpStreamReader(process.Output, new() { MaxLineBytes = settings.MaxLineBytes, Redact = settings.Redact }),
            settings,
            Clocks,
            new StallDetector(settings.ThreadFolder));
    }

    public int? ProcessId => IsAlive ? _process.Id : null;

    public AmpThreadId? ThreadId => _opening.ThreadId ?? _settings.Thread;

    public bool IsAlive => !IsEnded && !_process.HasExited;

    /// <summary>The process has been ended, or is about to.</summary>
    public bool IsEnded { get; set; }

    public RunClocks Clocks { get; }

    public RunReader Reader => _reader;

    /// <summary>Waits for the first line, which every CLI prints before it has a prompt.</summary>
    /// <exception cref="AmpException">The CLI is not signed in, or ended.</exception>
    /// <exception cref="AmpTimeoutException">It said nothing in time.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await _reader.NextAsync(ThreadId, cancellationToken).ConfigureAwait(false);
            if (read.Item is not { } item)
            {
                throw await WhyClosedAsync(read).ConfigureAwait(false);
            }

            Clocks.Saw(item.Message);
            switch (item.Message)
            {
                case SystemMessage:
                    _opening.Add(item.Message);
                    return;
                case ResultMessage result:
                    _opening.Add(result);
                    _reader.IsResultRead = true;
                    break;
                case null when OutsideLines.Take(item, _settings, _opening, _reader) is { } login:
                    throw login;
            }
        }
    }

    public void Begin(AmpTurn turn)
    {
        lock (_gate)
        {
            turn.IsBegun = true;
            _isTold = true;
            _writing = WriteAsync(_writing, turn.Line);
        }
    }

    public async Task<AmpResult> PlayAsync(AmpTurn turn, CancellationToken cancellationToken)
    {
        var playing = new PlayedTurn(this, _process, _settings, turn);
        await using var scope = playing.ConfigureAwait(false);
        _playing = playing;
        playing.IsStopped = _isDisposed;
        var result = await playing.PlayAsync(cancellationToken).ConfigureAwait(false);
        _playing = null;
        _opening.Add(result.Usage);
        return result;
    }

    public async Task StopAsync()
    {
        IsEnded = true;
        _playing?.IsStopped = true;
        await _process.EndAsync(_settings.ShutdownGracePeriod).ConfigureAwait(false);
    }

    public async Task<AmpResult?> CloseAsync()
    {
        if (!_isTold || !IsAlive)
        {
            await _process.EndAsync(TimeSpan.Zero).ConfigureAwait(false);
            return null;
        }

        IsEnded = true;
        await _writing.WaitAsync(_settings.ExitTimeout, _settings.Clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _process.Input.DisposeAsync().ConfigureAwait(false);
        _reader.IsResultRead = true;   // from here on it is on its way out, and has the time for that
        while (await NextAsync(CancellationToken.None).ConfigureAwait(false) is { IsEnd: false } read)
        {
            if (read.Item?.Message is ResultMessage result)
            {
                _opening.Add(result);
            }
        }

        var exitCode = await ProcessExit.WaitAsync(_process, _settings).ConfigureAwait(false);
        return _opening.Result is null ? null : Outcome(exitCode).ToResult();
    }

    public async ValueTask DisposeAsync()
    {
        // By the client, a turn may be under way: it is cancelled, whether or not the CLI has the time to say so.
        (IsEnded, _isDisposed) = (true, true);
        _playing?.IsStopped = true;
        await _process.EndAsync(_isTold ? _settings.ShutdownGracePeriod : TimeSpan.Zero).ConfigureAwait(false);
        await _process.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Waits for the next line of the turn that is played.</summary>
    public Task<RunRead> NextAsync(CancellationToken cancellationToken) => _reader.NextAsync(ThreadId, cancellationToken);

    /// <summary>A message that was read too far: it belongs to the next turn.</summary>
    public void Carry(AmpMessage message) => _carried = message;

    public AmpMessage? TakeCarried() => Interlocked.Exchange(ref _carried, null);

    private async Task<Exception> WhyClosedAsync(RunRead read)
    {
        IsEnded = true;
        if (read.ClockRanOut is { } clock)
        {
            return Outcome(exitCode: null).TimedOut(clock);
        }

        var exitCode = await ProcessExit.WaitAsync(_process, _settings).ConfigureAwait(false);
        return _reader.IsLoginAnnounced ? LoginPrompt.ToException(url: null)
            : _opening.Result is { IsError: true } ? new AmpRunFailedException(Outcome(exitCode).ToResult())
            : Outcome(exitCode).WithoutResult();
    }

    private RunOutcome Outcome(int? exitCode) =>
        new(_settings, _opening, exitCode, _process.StandardErrorTail, _settings.Clock.GetElapsedTime(_started));

    // One after the other, so that lines keep their order; beside the reading, so that neither side waits for the other.
    private async Task WriteAsync(Task before, ReadOnlyMemory<byte> line)
    {
        await before.ConfigureAwait(false);
        try
        {
            await _process.Input.WriteAsync(line).ConfigureAwait(false);
            await _process.Input.FlushAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // It has ended: its output says why.
        }
    }
}
