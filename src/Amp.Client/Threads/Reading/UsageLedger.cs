using System.Text.Json;

namespace Amp.Client.Threads;

/// <summary>The ledger of a thread (<c>usageLedger</c>), of CLI 0.0.1767830505 to 0.0.1770734955.</summary>
internal static class UsageLedger
{
    private const string Inference = "inference";

    /// <summary>Whether an entry is for writing a message, and not for its title or a sub-agent.</summary>
    public static bool IsInference(AmpUsageEntry entry) => entry.OperationType is Inference or null;

    public static IReadOnlyList<AmpUsageEntry> Read(JsonElement ledger) => [.. ledger.Items("events").Where(static entry => entry.ValueKind is JsonValueKind.Object).Select(ReadEntry)];

    /// <summary>What a message says of its own use.</summary>
    /// <param name="message">The message, read.</param>
    /// <param name="credits">What it cost.</param>
    public static AmpUsageEntry Of(AmpThreadMessage message, decimal? credits) => new()
    {
        Source = AmpUsageSource.Message,
        Timestamp = message.Timestamp,
        Model = message.Model,
        OperationType = Inference,
        ToMessageId = message.MessageId,
        Credits = credits,
        InputTokens = message.Usage?.InputTokens,
        OutputTokens = message.Usage?.OutputTokens,
        CacheCreationInputTokens = message.Usage?.CacheCreationInputTokens,
        CacheReadInputTokens = message.Usage?.CacheReadInputTokens,
    };

    private static AmpUsageEntry ReadEntry(JsonElement entry)
    {
        var tokens = entry.Field("tokens") ?? default;
        return new()
        {
            Source = AmpUsageSource.Ledger,
            Id = entry.Text("id"),
            Timestamp = entry.Time("timestamp"),
            Model = entry.Text("model"),
            OperationType = entry.Text("operationType"),
            FromMessageId = entry.Number("fromMessageId"),
            ToMessageId = entry.Number("toMessageId"),
            ToolUseId = entry.Text("toolUseID"),
            SubagentThreadId = entry.ThreadId("subagentThreadID"),
            Credits = entry.Amount("credits"),
            InputTokens = tokens.Number("input"),
            OutputTokens = tokens.Number("output"),
            CacheCreationInputTokens = tokens.Number("cacheCreationInputTokens"),
            CacheReadInputTokens = tokens.Number("cacheReadInputTokens"),
            AdditionalProperties = entry.Rest(
                "id", "timestamp", "model", "operationType", "fromMessageId", "toMessageId", "toolUseID", "subagentThreadID", "credits", "tokens"),
        };
    }
}
