namespace Amp.Client;

/// <summary>Tells that a prompt was taken: it is in the session's log.</summary>
public sealed class AmpSessionReceipt
{
    private readonly Func<bool> _isStarted;

    internal AmpSessionReceipt(AmpSessionId session, string messageId, int position, long sequenceNumber, Task<AmpTurnEndedEvent> completion, Func<bool> isStarted)
    {
        (SessionId, MessageId, Position, SequenceNumber, Completion) = (session, messageId, position, sequenceNumber, completion);
        _isStarted = isStarted;
    }

    /// <summary>The session.</summary>
    public AmpSessionId SessionId { get; }

    /// <summary>The id of the prompt: the events of its turn carry it.</summary>
    public string MessageId { get; }

    /// <summary>How many prompts of this session were to come before it when it was taken.</summary>
    public int Position { get; }

    /// <summary>The number of the event that took it.</summary>
    public long SequenceNumber { get; }

    /// <summary>How far it has come by now.</summary>
    public AmpPromptStatus Status => this switch
    {
        { Completion: { IsCompletedSuccessfully: true, Result.Outcome: AmpTurnOutcome.Completed } } => AmpPromptStatus.Complete,
        { Completion.IsCompleted: true } => AmpPromptStatus.Error,
        _ => _isStarted() ? AmpPromptStatus.Streaming : AmpPromptStatus.Queued,
    };

    /// <summary>How its turn ended, when it has. A turn that failed is an outcome; only a log that cannot be written fails it, with an <see cref="AmpSessionException"/>. A prompt that is dropped before its turn ends as <see cref="AmpTurnOutcome.Cancelled"/>.</summary>
    /// <remarks>When the manager is disposed of before the turn began, it is cancelled; the prompt is kept, and has its turn when a host opens the folder again.</remarks>
    public Task<AmpTurnEndedEvent> Completion { get; }
}
