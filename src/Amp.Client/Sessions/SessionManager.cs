using System.Runtime.CompilerServices;
using Amp.Client.Sessions;
using Amp.Client.Sessions.Journal;
using Amp.Client.Sessions.Turns;
using Amp.Client.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Amp.Client;

/// <inheritdoc cref="IAmpSessionManager"/>
/// <remarks>
/// In a host, register it with <c>services.AddAmpClient().AddSessions()</c>. Disposing it ends all turns under way, lets readers end, and
/// lets go of the folder; dispose it before its client. Sessions stay, with the prompts that wait.
/// </remarks>
public sealed class SessionManager : IAmpSessionManager, IAsyncDisposable, IDisposable
{
    private readonly IAmpClient _client;
    private readonly AmpSessionManagerOptions _options;
    private readonly IAmpEnvironmentRegistry? _environments;
    private readonly SessionContext _context;
    private readonly TurnScheduler _scheduler;
    private readonly SemaphoreSlim _opening = new(1, 1);
    private readonly ITimer _sleepTimer;
    private readonly string _clientName;
    private SessionFolder? _folder;
    private volatile SessionRoster? _roster;
    private volatile bool _isDisposed;

    /// <summary>Makes a manager. Nothing is read or written before it is first asked for something.</summary>
    /// <param name="client">What runs the agent.</param>
    /// <param name="options">Its settings; the defaults when <see langword="null"/>.</param>
    /// <param name="environments">What the client was given; <see langword="null"/> when it was given none.</param>
    /// <param name="clock">What measures time; the system's when <see langword="null"/>.</param>
    /// <param name="logger">Where it logs; nowhere when <see langword="null"/>.</param>
    /// <exception cref="OptionsValidationException">An option is out of range.</exception>
    public SessionManager(
        IAmpClient client,
        AmpSessionManagerOptions? options = null,
        IAmpEnvironmentRegistry? environments = null,
        TimeProvider? clock = null,
        ILogger<SessionManager>? logger = null)
        : this(client, options ?? new(), environments, clock ?? TimeProvider.System, logger, clientName: "")
    {
    }

    internal SessionManager(IAmpClient client, AmpSessionManagerOptions options, IAmpEnvironmentRegistry? environments, TimeProvider clock, ILogger? logger, string clientName)
    {
        ArgumentNullException.ThrowIfNull(client);
        if (new SessionManagerOptionsValidator().Validate(name: null, options) is { Failed: true } invalid)
        {
            throw new OptionsValidationException(clientName, typeof(AmpSessionManagerOptions), invalid.Failures);
        }

        (_client, _options, _environments, _clientName) = (client, options, environments, clientName);
        _context = new()
        {
            Options = options,
            Clock = clock,
            Logger = logger ?? NullLogger.Instance,
            Runner = new(client, options, clock),
            Redact = (client as AmpClient) is { } known ? known.Redact : static text => text,
            Environment = () => environments?.Current.Name,
            Wake = session => _roster!.WakeForTurn(session),
        };
        _scheduler = new(options.MaxConcurrentTurns ?? options.MaxLiveSessions);
        _sleepTimer = clock.CreateTimer(static self => ((SessionManager)self!).SendIdleToSleep(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (environments is not null)
        {
            environments.Changed += OnEnvironmentChanged;
        }
    }

    /// <inheritdoc/>
    public async Task<AmpSession> CreateAsync(AmpSessionOptions? options = null, AmpSessionId? id = null, CancellationToken cancellationToken = default)
    {
        var resolved = SessionOptionsCheck.Resolve(options ?? new(), WorkspaceRoot());
        var roster = await OpenAsync(cancellationToken).ConfigureAwait(false);
        return (await roster.AddAsync(id ?? AmpSessionId.Create(), resolved).ConfigureAwait(false)).Snapshot();
    }

    /// <inheritdoc/>
    public async Task<AmpSessionReceipt> SendAsync(AmpSessionId session, AmpPrompt prompt, AmpPromptPriority priority = AmpPromptPriority.Normal, CancellationToken cancellationToken = default)
    {
        if (!Enum.IsDefined(priority))
        {
            throw new ArgumentOutOfRangeException(nameof(priority), priority, $"Expected one of {string.Join(", ", Enum.GetNames<AmpPromptPriority>())}.");
        }

        var roster = await OpenAsync(cancellationToken).ConfigureAwait(false);
        var target = roster.Find(session) ?? throw SessionErrors.NotFound(session);
        if (roster.All.Sum(static other => (long)other.WaitingPrompts) >= _options.MaxQueuedPromptsInAll)
        {
            throw SessionErrors.QueuesFull(_options.MaxQueuedPromptsInAll);
        }

        var receipt = await target.TakeAsync(prompt, priority, roster.WakeIfRoom, cancellationToken).ConfigureAwait(false);
        _scheduler.Offer(target);
        return receipt;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<AmpSessionEvent> StreamEventsAsync(AmpSessionId session, long after = 0, bool follow = true, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        var target = await GetAsync(session, cancellationToken).ConfigureAwait(false);
        await foreach (var happened in new EventReader(target.Log, after).ReadAsync(follow, cancellationToken).ConfigureAwait(false))
        {
            yield return happened;
        }
    }

    /// <inheritdoc/>
    public async Task<AmpSession> StopAsync(AmpSessionId session, bool keepQueue = false, CancellationToken cancellationToken = default) =>
        await (await GetAsync(session, cancellationToken).ConfigureAwait(false)).StopAsync(keepQueue, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<AmpSession> UpdateAsync(AmpSessionId session, Func<AmpSessionOptions, AmpSessionOptions> change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        return await (await GetAsync(session, cancellationToken).ConfigureAwait(false)).UpdateAsync(change, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<AmpSession?> FindAsync(AmpSessionId session, CancellationToken cancellationToken = default) =>
        (await OpenAsync(cancellationToken).ConfigureAwait(false)).Find(session)?.Snapshot() is { LastSequenceNumber: > 0 } found ? found : null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AmpSession>> ListAsync(CancellationToken cancellationToken = default) =>
        [.. (await OpenAsync(cancellationToken).ConfigureAwait(false)).All
            .Select(static session => session.Snapshot())
            .Where(static session => session.LastSequenceNumber > 0)
            .OrderBy(static session => session.CreatedAt)
            .ThenBy(static session => session.Id.Value, StringComparer.Ordinal)];

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(AmpSessionId session, CancellationToken cancellationToken = default)
    {
        var roster = await OpenAsync(cancellationToken).ConfigureAwait(false);
        if (roster.Find(session) is not { } target || !await target.DeleteAsync(cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        roster.Remove(target);
        return true;
    }

    /// <summary>Ends all turns under way and waits for their end, bounded by the client's <see cref="AmpClientOptions.ShutdownGracePeriod"/>; then lets go of the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        await _opening.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            if (_environments is not null)
            {
                _environments.Changed -= OnEnvironmentChanged;
            }

            await _sleepTimer.DisposeAsync().ConfigureAwait(false);
            _scheduler.Close();
            await Task.WhenAll((_roster?.All ?? []).Select(static session => session.LeaveAsync())).ConfigureAwait(false);
            _folder?.Dispose();
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>Begins to end all turns under way, and does not wait. Prefer <see cref="DisposeAsync"/>.</summary>
    public void Dispose() => _ = DisposeAsync().AsTask();

    private string WorkspaceRoot() =>
        Path.GetFullPath(_options.WorkspaceRoot ?? (_client as AmpClient)?.WorkingDirectory ?? Workspace.At(Environment.CurrentDirectory).Root);

    private async Task<Session> GetAsync(AmpSessionId session, CancellationToken cancellationToken) =>
        (await OpenAsync(cancellationToken).ConfigureAwait(false)).Find(session) ?? throw SessionErrors.NotFound(session);

    private async ValueTask<SessionRoster> OpenAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_roster is { } open)
        {
            return open;
        }

        await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return _roster ?? await ReadFolderAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _opening.Release();
        }
    }

    private async Task<SessionRoster> ReadFolderAsync(CancellationToken cancellationToken)
    {
        var folder = SessionFolder.Take(Path.GetFullPath(_options.Folder ?? SessionFolder.DefaultPath(_clientName)));
        try
        {
            var roster = new SessionRoster(folder, _context);
            await roster.OpenAsync(cancellationToken).ConfigureAwait(false);
            (_folder, _roster) = (folder, roster);
            _sleepTimer.Change(SleepInterval, Timeout.InfiniteTimeSpan);
            foreach (var session in roster.All.Where(static session => session.HasPrompts).OrderBy(static session => session.Snapshot().UpdatedAt))
            {
                _scheduler.Offer(session);
            }

            return roster;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    // A session sleeps a quarter later at worst than it should.
    private TimeSpan SleepInterval => TimeSpan.FromTicks(Math.Max(_options.IdleTimeout.Ticks / 4, TimeSpan.TicksPerMillisecond));

    private void SendIdleToSleep()
    {
        if (!_isDisposed)
        {
            _roster?.SendIdleToSleep();
            _sleepTimer.Change(SleepInterval, Timeout.InfiniteTimeSpan);
        }
    }

    // On the thread of whoever switches: nothing is waited for here.
    private void OnEnvironmentChanged(object? sender, AmpEnvironmentChangedEventArgs change)
    {
        var awake = (_roster?.All ?? []).Where(static session => session.IsLive).ToList();
        var stopped = _options.WhenEnvironmentChanges is AmpEnvironmentChangeBehavior.StopTurn
            ? awake.Count(session => session.StopTurn($"The environment has changed to '{change.To.Name}'."))
            : 0;
        SessionLog.EnvironmentChanged(_context.Logger, change.From.Name, change.To.Name, stopped);
        foreach (var session in awake)
        {
            _ = Task.Run(() => NoteEnvironmentAsync(session));
        }
    }

    private async Task NoteEnvironmentAsync(Session session)
    {
        try
        {
            await session.NoteEnvironmentAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is AmpSessionException or ObjectDisposedException)
        {
            SessionLog.WriteFailed(_context.Logger, e, session.Id, "The session is in the new environment from its next turn on, and the log will say so then.");
        }
    }
}
