using Amp.Streaming;

namespace Amp.Client.Sessions.Journal;

/// <summary>What a session's events come to: nothing that is kept of a session is not in its log.</summary>
internal sealed record SessionState
{
    public static SessionState None { get; } = new();

    /// <summary>The number of the last event.</summary>
    public long Sequence { get; init; }

    public StoredOptions Options { get; init; } = new();

    public string? Thread { get; init; }

    public AmpSessionStatus Status { get; init; }

    /// <summary>The prompt whose turn has begun and not ended.</summary>
    public string? OpenTurn { get; init; }

    /// <summary>Whether a turn has succeeded: from then on there must be a thread.</summary>
    public bool HasAnswered { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public long Messages { get; init; }

    public StoredUsage? Usage { get; init; }

    public string? Environment { get; init; }

    /// <summary>The prompts that wait, in the order in which they came.</summary>
    public StoredPrompt[] Queue { get; init; } = [];

    public bool IsDeleted { get; init; }

    public AmpSession ToSession(AmpSessionId id, bool isLive) => new()
    {
        Id = id,
        Options = Options.ToOptions(),
        Status = Status,
        Thread = StoredOptions.ThreadOf(Thread),
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
        MessageCount = Messages,
        TokenUsage = Usage?.ToUsage(),
        CurrentMessageId = OpenTurn,
        QueueLength = Queue.Length,
        LastSequenceNumber = Sequence,
        Environment = Environment,
        IsLive = isLive,
    };

    public SessionState Apply(AmpSessionEvent happened)
    {
        var next = this with { Sequence = happened.SequenceNumber, UpdatedAt = happened.Timestamp };
        return happened switch
        {
            AmpSessionCreatedEvent created => next with { CreatedAt = happened.Timestamp, Options = StoredOptions.From(created.Options), Thread = created.Options.Thread?.Value },
            AmpSessionUpdatedEvent updated => next with { Options = StoredOptions.From(updated.Options) },
            AmpSessionRestartedEvent restarted => next with { Environment = restarted.To },
            AmpPromptQueuedEvent queued => next with { Queue = [.. Queue, new(queued.MessageId, queued.Prompt.Text, queued.Priority)] },
            AmpPromptRejectedEvent rejected => next with { Queue = Without(rejected.MessageId) },
            AmpTurnStartedEvent started => next with
            {
                Queue = Without(started.MessageId),
                OpenTurn = started.MessageId,
                Status = AmpSessionStatus.Busy,
                Environment = started.Environment ?? Environment,
            },
            AmpTurnMessageEvent said => next.Add(said.Message),
            AmpTurnEndedEvent ended => next with
            {
                OpenTurn = null,
                Thread = Thread ?? ended.Thread?.Value,
                HasAnswered = HasAnswered || ended.Outcome is AmpTurnOutcome.Completed,
                Status = StatusAfter(ended.Outcome),
            },
            AmpSessionDeletedEvent => next with { IsDeleted = true },
            _ => next,
        };
    }

    private static AmpSessionStatus StatusAfter(AmpTurnOutcome outcome) => outcome switch
    {
        AmpTurnOutcome.Completed => AmpSessionStatus.Idle,
        AmpTurnOutcome.Failed => AmpSessionStatus.Error,
        _ => AmpSessionStatus.Cancelled,
    };

    private SessionState Add(AmpMessage message) => this with
    {
        Thread = Thread ?? StoredOptions.ThreadOf(message.SessionId)?.Value,
        Messages = Messages + (message is UserMessage or AssistantMessage ? 1 : 0),
        Usage = StoredUsage.Sum(Usage, (message as AssistantMessage)?.Usage),
    };

    private StoredPrompt[] Without(string id) => [.. Queue.Where(prompt => prompt.Id != id)];
}
