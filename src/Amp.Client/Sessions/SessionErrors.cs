namespace Amp.Client.Sessions;

/// <summary>What a session says when it cannot do what it was asked: what is so, and what to do.</summary>
internal static class SessionErrors
{
    private const string Options = nameof(AmpSessionManagerOptions);

    public static AmpSessionException NotFound(AmpSessionId id) =>
        new(AmpSessionErrorKind.SessionNotFound, $"There is no session '{id}'. {nameof(IAmpSessionManager.ListAsync)} gives those that there are.");

    public static AmpSessionException AlreadyExists(AmpSessionId id) =>
        new(AmpSessionErrorKind.SessionAlreadyExists, $"There is a session '{id}' already, or one that cannot be read. Choose another id, or delete it.");

    public static AmpSessionException Busy(AmpSessionId id) =>
        new(AmpSessionErrorKind.SessionBusy, $"Session '{id}' is busy and takes no prompt meanwhile. Wait for the turn to end, stop it, or have prompts queued ({nameof(AmpSessionOptions)}.{nameof(AmpSessionOptions.WhenBusy)}).");

    public static AmpSessionException QueueFull(AmpSessionId id, int waiting) =>
        new(AmpSessionErrorKind.QueueFull, $"{waiting} prompts are waiting in session '{id}', which is the most ({Options}.{nameof(AmpSessionManagerOptions.MaxQueuedPrompts)}). Wait for a turn to end, or stop the session.");

    public static AmpSessionException QueuesFull(int waiting) =>
        new(AmpSessionErrorKind.QueueFull, $"{waiting} prompts are waiting in all sessions together, which is the most ({Options}.{nameof(AmpSessionManagerOptions.MaxQueuedPromptsInAll)}). Wait for turns to end, or stop sessions.");

    public static AmpSessionException NotSent(AmpSessionException failure) =>
        new(failure.Kind, $"{failure.Message} The prompt was not sent. It is kept, and sent when a host opens the folder again, unless the session is stopped before.", failure);

    public static AmpSessionException MaxReached(int live) =>
        new(AmpSessionErrorKind.MaxSessionsReached, $"{live} sessions are awake and all have work, which is the most ({Options}.{nameof(AmpSessionManagerOptions.MaxLiveSessions)}). Wait for one to become idle, or stop or delete one.");
}
