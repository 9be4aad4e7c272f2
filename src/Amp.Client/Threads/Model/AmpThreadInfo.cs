namespace Amp.Client;

/// <summary>What a thread is, without its messages. What the file does not say is <see langword="null"/>. Immutable.</summary>
public sealed record AmpThreadInfo
{
    /// <summary>The thread. What the file says goes before how it is called.</summary>
    public required AmpThreadId Id { get; init; }

    /// <summary>Its title, or else the first line of the first prompt, of 200 characters at the most.</summary>
    public string? Title { get; init; }

    /// <summary>Whether <see cref="Title"/> was given to it.</summary>
    public bool IsTitled { get; init; }

    /// <summary>When it began, in UTC.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>When its file was last written, in UTC.</summary>
    public DateTimeOffset? LastActivity { get; init; }

    /// <summary>How often it has changed (<c>v</c>): grows with each writing.</summary>
    public long? Version { get; init; }

    /// <summary>The mode it is in, such as <c>smart</c>.</summary>
    public string? AgentMode { get; init; }

    /// <summary>How many messages the file has, those that are withheld among them.</summary>
    public int MessageCount { get; init; }

    /// <summary>How many of them are prompts: by the user, and not only results of tools.</summary>
    public int PromptCount { get; init; }

    /// <summary>How many are answers of the model.</summary>
    public int AssistantMessageCount { get; init; }

    /// <summary>How many tools were called.</summary>
    public int ToolCallCount { get; init; }

    /// <summary>What goes on in it.</summary>
    public AmpThreadActivity Activity { get; init; }

    /// <summary>The models that answered, in the order of their first answer.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>The folder it works in: the one it was started in, or else the first of <see cref="AmpThreadEnvironment.Trees"/>.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Where it began.</summary>
    public AmpThreadEnvironment? Environment { get; init; }

    /// <summary>How it stands to other threads: handed over, forked, mentioned.</summary>
    public IReadOnlyList<AmpThreadRelationship> Relationships { get; init; } = [];

    /// <summary>The thread for which it did a part, when it is a sub-agent's. CLI 0.0.1767830505 only; later ones keep no threads of sub-agents.</summary>
    public AmpThreadId? MainThreadId { get; init; }

    /// <summary>The thread from which it was forked.</summary>
    public AmpThreadId? OriginThreadId { get; init; }

    /// <summary>The message of <see cref="OriginThreadId"/> at which it was forked.</summary>
    public int? ForkPointIndex { get; init; }
}
