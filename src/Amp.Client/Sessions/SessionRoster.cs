using System.Diagnostics.CodeAnalysis;
using Amp.Client.Sessions.Journal;
using Amp.Client.Settings;

namespace Amp.Client.Sessions;

/// <summary>The sessions of a folder: which there are, and which of them are awake. Thread-safe.</summary>
internal sealed class SessionRoster(SessionFolder folder, SessionContext context)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<AmpSessionId, Session> _sessions = [];
    private readonly HashSet<Session> _live = [];

    public IReadOnlyList<Session> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _sessions.Values];
            }
        }
    }

    public Session? Find(AmpSessionId id)
    {
        lock (_lock)
        {
            return _sessions.GetValueOrDefault(id);
        }
    }

    /// <summary>Reads what earlier hosts have left, closes the turns that they left open, and finishes deleting what they were deleting.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever is wrong with the files of one session, the others are opened.")]
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        var interrupted = 0;
        await Parallel.ForEachAsync(folder.Folders, cancellationToken, async (path, token) =>
        {
            try
            {
                if (await OpenAsync(path, token).ConfigureAwait(false) is { } session)
                {
                    if (await session.CloseOpenTurnAsync().ConfigureAwait(false))
                    {
                        Interlocked.Increment(ref interrupted);
                    }

                    await session.Log.RestAsync().ConfigureAwait(false);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                SessionLog.Unreadable(context.Logger, e, path);
            }
        }).ConfigureAwait(false);
        SessionLog.Opened(context.Logger, folder.Path, All.Count, interrupted);
    }

    public async Task<Session> AddAsync(AmpSessionId id, AmpSessionOptions options)
    {
        var path = folder.PathOf(id);
        Session session;
        lock (_lock)
        {
            if (_sessions.ContainsKey(id) || Directory.Exists(path))
            {
                throw SessionErrors.AlreadyExists(id);
            }

            if (_live.Count >= context.Options.MaxLiveSessions && !TryMakeRoom(static candidate => !candidate.HasWork))
            {
                throw SessionErrors.MaxReached(_live.Count);
            }

            CreateFolder(path);
            session = new(new(id, new(path, JournalLimits.Of(context.Options), [], length: 0, header: 0), SessionState.None, context.Clock), context) { IsLive = true };
            _sessions.Add(id, session);
            _live.Add(session);
        }

        try
        {
            await session.Log.AppendAsync(new AmpSessionCreatedEvent(options)).ConfigureAwait(false);
            return session;
        }
        catch
        {
            Remove(session);
            throw;
        }
    }

    /// <summary>Wakes a session if there is room, or one that has nothing to do makes room.</summary>
    public void WakeIfRoom(Session session) => Wake(session, static candidate => !candidate.HasWork);

    /// <summary>Wakes a session whose turn begins. There are no more turns than sessions may be awake, so one without a turn makes room.</summary>
    public void WakeForTurn(Session session) => Wake(session, static candidate => !candidate.HasTurn);

    /// <summary>Sends the sessions to sleep that have been idle for too long.</summary>
    public void SendIdleToSleep()
    {
        lock (_lock)
        {
            foreach (var session in _live.Where(session => !session.HasWork && IdleTimeOf(session) >= context.Options.IdleTimeout).ToList())
            {
                SendToSleep(session);
            }
        }
    }

    /// <summary>Forgets a session and deletes its files.</summary>
    public void Remove(Session session)
    {
        lock (_lock)
        {
            _live.Remove(session);
            session.IsLive = false;
            session.Log.Dispose();
            _sessions.Remove(session.Id);
            try
            {
                DeleteFolder(folder.PathOf(session.Id));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                SessionLog.NotRemoved(context.Logger, e, session.Id);   // its last event says that it was deleted: the next host goes on
            }
        }
    }

    private static void CreateFolder(string path)
    {
        try
        {
            PrivateFiles.CreateFolder(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AmpSessionException(AmpSessionErrorKind.StoreFailed, $"The folder '{path}' cannot be made: {e.Message}", e);
        }
    }

    private static void DeleteFolder(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody was faster.
        }
    }

    private async Task<Session?> OpenAsync(string path, CancellationToken cancellationToken)
    {
        if (SessionFolder.SessionOf(path) is not { } id)
        {
            return null;
        }

        var found = await JournalRecovery.OpenAsync(path, JournalLimits.Of(context.Options), context.Logger, cancellationToken).ConfigureAwait(false);
        if (found is not { State.IsDeleted: false } kept)
        {
            // Nobody was ever told of it, or it was told to be deleted.
            DeleteFolder(path);
            return null;
        }

        var session = new Session(new(id, kept.Journal, kept.State, context.Clock), context);
        _ = session.Snapshot();   // one that cannot be told of would spoil every list
        lock (_lock)
        {
            _sessions.Add(id, session);
        }

        return session;
    }

    private void Wake(Session session, Func<Session, bool> mayBeSentToSleep)
    {
        lock (_lock)
        {
            if (!session.IsLive && (_live.Count < context.Options.MaxLiveSessions || TryMakeRoom(mayBeSentToSleep)))
            {
                session.IsLive = true;
                _live.Add(session);
            }
        }
    }

    private bool TryMakeRoom(Func<Session, bool> mayBeSentToSleep)
    {
        var longestIdle = _live.Where(mayBeSentToSleep).MinBy(static session => session.LastActive);
        if (longestIdle is not null)
        {
            SendToSleep(longestIdle);
        }

        return longestIdle is not null;
    }

    private void SendToSleep(Session session)
    {
        session.IsLive = false;
        _live.Remove(session);
        SessionLog.FellAsleep(context.Logger, session.Id, IdleTimeOf(session));

        // It may be writing this moment; the file is let go of after that, and opened again whenever something is written.
        _ = session.Log.RestAsync();
    }

    private TimeSpan IdleTimeOf(Session session) => context.Clock.GetElapsedTime(session.LastActive);
}
