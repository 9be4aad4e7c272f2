using Amp.Streaming;

namespace Amp.Client.Sessions.Journal;

/// <summary>The tokens of a session so far.</summary>
internal sealed record StoredUsage
{
    public long Input { get; init; }

    public long CacheCreation { get; init; }

    public long CacheRead { get; init; }

    public long Output { get; init; }

    public long? Context { get; init; }

    public static StoredUsage? Sum(StoredUsage? sum, TokenUsage? usage) => usage is null ? sum : new()
    {
        Input = (sum?.Input ?? 0) + (usage.InputTokens ?? 0),
        CacheCreation = (sum?.CacheCreation ?? 0) + (usage.CacheCreationInputTokens ?? 0),
        CacheRead = (sum?.CacheRead ?? 0) + (usage.CacheReadInputTokens ?? 0),
        Output = (sum?.Output ?? 0) + (usage.OutputTokens ?? 0),
        Context = usage.MaxTokens ?? sum?.Context,
    };

    public TokenUsage ToUsage() => new()
    {
        InputTokens = Input,
        CacheCreationInputTokens = CacheCreation,
        CacheReadInputTokens = CacheRead,
        OutputTokens = Output,
        MaxTokens = Context,
    };
}
