using Amp.Streaming;

namespace Amp.Client.Sessions.Journal;

/// <summary>Events and their stored form, one to one.</summary>
internal static class EventMapping
{
    public static StoredEvent ToStored(AmpSessionEvent happened)
    {
        var stored = new StoredEvent { Seq = happened.SequenceNumber, At = happened.Timestamp, Session = happened.SessionId.ToString(), Type = happened.Type };
        return happened switch
        {
            AmpSessionCreatedEvent created => stored with { Options = StoredOptions.From(created.Options) },
            AmpSessionUpdatedEvent updated => stored with { Options = StoredOptions.From(updated.Options) },
            AmpSessionRestartedEvent restarted => stored with { From = restarted.From, To = restarted.To, Thread = restarted.Thread?.Value },
            AmpPromptQueuedEvent queued => stored with { Turn = queued.MessageId, Prompt = queued.Prompt.Text, Priority = queued.Priority },
            AmpPromptRejectedEvent rejected => stored with { Turn = rejected.MessageId, Reason = rejected.Reason },
            AmpTurnStartedEvent started => stored with
            {
                Turn = started.MessageId,
                Thread = started.Thread?.Value,
                Mode = started.Mode?.Name,
                Model = started.Model,
                Cwd = started.WorkingDirectory,
                Environment = started.Environment,
            },
            AmpTurnMessageEvent said => stored with { Turn = said.MessageId },
            AmpTurnEndedEvent ended => stored with
            {
                Turn = ended.MessageId,
                Outcome = ended.Outcome,
                Thread = ended.Thread?.Value,
                ErrorKind = ended.ErrorKind,
                Error = ended.Error,
                Malformed = ended.MalformedLines == 0 ? null : ended.MalformedLines,
                DurationMs = ended.Duration?.TotalMilliseconds,
            },
            AmpSessionResyncEvent resync => stored with { ResumeAfter = resync.ResumeAfter },
            _ => stored,
        };
    }

    /// <returns><see langword="null"/> when this version does not know such an event.</returns>
    public static AmpSessionEvent? ToEvent(StoredEvent stored, AmpMessage? message) => stored switch
    {
        { Type: "session.created", Options: { } options } => new AmpSessionCreatedEvent(options.ToOptions()),
        { Type: "session.updated", Options: { } options } => new AmpSessionUpdatedEvent(options.ToOptions()),
        { Type: "session.restarted", From: { } from, To: { } to } => new AmpSessionRestartedEvent(from, to) { Thread = StoredOptions.ThreadOf(stored.Thread) },
        { Type: "session.deleted" } => new AmpSessionDeletedEvent(),
        { Type: "prompt.queued", Turn: { } turn, Prompt: { } prompt } => new AmpPromptQueuedEvent(turn, prompt) { Priority = stored.Priority ?? AmpPromptPriority.Normal },
        { Type: "prompt.rejected", Turn: { } turn, Reason: { } reason } => new AmpPromptRejectedEvent(turn, reason),
        { Type: "message.start", Turn: { } turn } => new AmpTurnStartedEvent(turn)
        {
            Thread = StoredOptions.ThreadOf(stored.Thread),
            Mode = StoredOptions.ModeOf(stored.Mode),
            Model = stored.Model,
            WorkingDirectory = stored.Cwd,
            Environment = stored.Environment,
        },
        { Type: "message.chunk", Turn: { } turn } when message is not null => new AmpTurnMessageEvent(turn, message),
        { Type: "message.complete" or "message.error", Turn: { } turn, Outcome: { } outcome } => new AmpTurnEndedEvent(turn, outcome)
        {
            Thread = StoredOptions.ThreadOf(stored.Thread),
            ErrorKind = stored.ErrorKind,
            Error = stored.Error,
            MalformedLines = stored.Malformed ?? 0,
            Duration = stored.DurationMs is { } time ? TimeSpan.FromMilliseconds(time) : null,
        },
        _ => null,
    };
}
