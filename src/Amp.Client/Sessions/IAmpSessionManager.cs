namespace Amp.Client;

/// <summary>Sessions: conversations with the agent that outlive their host. Each has a thread, a queue of prompts, and a log of everything that happened. Thread-safe.</summary>
/// <remarks>
/// The first call of any member opens the folder: it takes the folder's lock, reads what is there, and closes turns that were open when the
/// last host ended. Prompts that were waiting then have their turn now.
/// </remarks>
public interface IAmpSessionManager
{
    /// <summary>Makes a session. No process is started.</summary>
    /// <param name="options">What it is like; the defaults when <see langword="null"/>.</param>
    /// <param name="id">Its id; a new one when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The session.</returns>
    /// <exception cref="ArgumentException">The working directory does not exist, or another option is out of range.</exception>
    /// <exception cref="AmpSessionException">There is one of that id already; or as many as may be awake have work; or the folder cannot be used.</exception>
    Task<AmpSession> CreateAsync(AmpSessionOptions? options = null, AmpSessionId? id = null, CancellationToken cancellationToken = default);

    /// <summary>Takes a prompt. The first of a session begins a thread, every later one continues it.</summary>
    /// <param name="session">The session.</param>
    /// <param name="prompt">What the agent is asked to do.</param>
    /// <param name="priority">Which of the session's waiting prompts come first.</param>
    /// <param name="cancellationToken">Gives up before it is taken; afterwards it has no effect.</param>
    /// <returns>A receipt, as soon as the prompt is in the log. Its turn begins when its time comes.</returns>
    /// <exception cref="AmpSessionException">There is no such session; or it refuses while busy; or too many prompts are waiting; or the folder cannot be used.</exception>
    Task<AmpSessionReceipt> SendAsync(AmpSessionId session, AmpPrompt prompt, AmpPromptPriority priority = AmpPromptPriority.Normal, CancellationToken cancellationToken = default);

    /// <summary>Reads a session's events from any number on, in order, each once: first those of the past, then those that come.</summary>
    /// <remarks>
    /// <para>
    /// Past and present are read from the same log, so there is no seam between them. Nothing is kept for a reader: one that is slow reads
    /// later. If what it needs next is no longer kept, or its number is one that the log has not come to, it is told so by an
    /// <see cref="AmpSessionResyncEvent"/> and goes on with what there is.
    /// </para>
    /// <para>Any number of readers; a session that sleeps is not woken by one.</para>
    /// </remarks>
    /// <param name="session">The session.</param>
    /// <param name="after">The number of the last event that the reader knows. The default is 0: everything that is kept.</param>
    /// <param name="follow">Whether to wait for what comes. Otherwise the enumeration ends with the last event that there is now.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The events. The enumeration ends when the session is deleted or the manager is disposed of.</returns>
    /// <exception cref="AmpSessionException">There is no such session, or the folder cannot be used.</exception>
    IAsyncEnumerable<AmpSessionEvent> StreamEventsAsync(AmpSessionId session, long after = 0, bool follow = true, CancellationToken cancellationToken = default);

    /// <summary>Ends the turn under way, with its process and all that it started, and drops the prompts that wait. The thread stays and can be continued.</summary>
    /// <param name="session">The session.</param>
    /// <param name="keepQueue">Whether waiting prompts stay; then the next one begins at once.</param>
    /// <param name="cancellationToken">Gives up waiting; the turn ends all the same.</param>
    /// <returns>The session afterwards. When it had nothing to do, it is as it was.</returns>
    /// <exception cref="AmpSessionException">There is no such session, or the folder cannot be used.</exception>
    Task<AmpSession> StopAsync(AmpSessionId session, bool keepQueue = false, CancellationToken cancellationToken = default);

    /// <summary>Changes what a session is like, from its next turn on. A turn that is under way is not touched.</summary>
    /// <param name="session">The session.</param>
    /// <param name="change">Makes the new options of the old, such as <c>o =&gt; o with { Mode = AmpMode.Rush }</c>. Runs while the session is held: return soon.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The session afterwards.</returns>
    /// <exception cref="ArgumentException">An option is out of range. Nothing has changed.</exception>
    /// <exception cref="AmpSessionException">There is no such session, or the folder cannot be used.</exception>
    Task<AmpSession> UpdateAsync(AmpSessionId session, Func<AmpSessionOptions, AmpSessionOptions> change, CancellationToken cancellationToken = default);

    /// <summary>Gives a session as it is now.</summary>
    /// <param name="session">The session.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns><see langword="null"/> when there is none of that id.</returns>
    Task<AmpSession?> FindAsync(AmpSessionId session, CancellationToken cancellationToken = default);

    /// <summary>Gives all sessions as they are now, those that sleep and those of earlier hosts too, the oldest first.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<AmpSession>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Ends the turn under way, with its process, and deletes the session with all of its events. The thread at the service stays.</summary>
    /// <param name="session">The session.</param>
    /// <param name="cancellationToken">Gives up before it has begun.</param>
    /// <returns>Whether there was one.</returns>
    Task<bool> DeleteAsync(AmpSessionId session, CancellationToken cancellationToken = default);
}
