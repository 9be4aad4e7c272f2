using System.Text;
using Amp.Streaming;

namespace Amp.Client.Tests.Threads;

/// <summary>Compares a thread with what the CLI printed while it came about.</summary>
internal static class ThreadComparison
{
    /// <summary>What the stream told is what the thread has, in that order, from the first prompt of the run on.</summary>
    /// <param name="thread">The thread.</param>
    /// <param name="stream">The messages of the stream.</param>
    public static void AssertAgrees(AmpThread thread, IReadOnlyList<AmpMessage> stream)
    {
        // CLI 0.0.1774569934 prints a very large tool call twice (recording perm_delegate_big).
        var told = stream.Select(Describe).Where((message, i) => i == 0 || message != Describe(stream[i - 1])).ToList();
        var kept = thread.Messages.Where(message => message.Role == AmpThreadRole.User || message.Role == AmpThreadRole.Assistant).ToList();

        // From the end, because a thread that was continued has more before the run than the run printed.
        var before = kept.Count;
        foreach (var message in Enumerable.Reverse(told))
        {
            var found = before == 0 ? -1 : kept.FindLastIndex(before - 1, candidate => Describe(candidate) == message);
            Assert.True(found >= 0, $"The stream said, and the thread does not have before message {before}:\n{message}\nThe thread has:\n{string.Join("\n--\n", kept.Take(before).Select(Describe))}");
            Assert.All(kept[(found + 1)..before], untold => Assert.True(IsUntold(untold), $"The stream did not say:\n{Describe(untold)}"));
            before = found;
        }
    }

    // What the model has not said, what has not ended, and what became of a tool when the CLI had printed its last line.
    private static bool IsUntold(AmpThreadMessage message) =>
        message.Role == AmpThreadRole.Assistant
            ? !message.Content.Any(block => block is TextBlock or ToolUseBlock)
            : message.ToolResults.Any(result => !result.Status.IsTerminal || result.Reason is "system:disposed" or "system:safety" || (result.Status == AmpToolRunStatus.Error && IsTooLarge(result)));

    // Recording perm_delegate_big again: the stream lacks the result of the call that it prints twice.
    private static bool IsTooLarge(AmpThreadToolResult result) => result.Text is "too big\n";

    public static string Describe(AmpMessage message) => message switch
    {
        UserMessage user => Describe("user", user.Content, null, null),
        AssistantMessage assistant => Describe("assistant", assistant.Content, assistant.StopReason, assistant.Usage),
        _ => throw new ArgumentException($"{message.GetType().Name} has no place in a thread.", nameof(message)),
    };

    public static string Describe(AmpThreadMessage message) => Describe(message.Role.Value, message.Content, message.StopReason, message.Usage);

    private static string Describe(string role, IReadOnlyList<ContentBlock> content, StopReason? reason, TokenUsage? usage)
    {
        var text = new StringBuilder(role);
        foreach (var block in content)
        {
            var line = block switch
            {
                TextBlock t => "text: " + t.Text,
                ToolUseBlock call => $"call {call.Id} {call.Name} {System.Text.Json.JsonSerializer.Serialize(call.Input.Element, ElementJson.Default.JsonElement)}",
                ToolResultBlock result => $"result {result.ToolUseId} {result.IsError} {result.Content}",
                // The stream has no thinking without --stream-json-thinking, and never an image.
                ThinkingBlock or RedactedThinkingBlock or ImageBlock => null,
                _ => throw new ArgumentException($"No recording has a {block}.", nameof(content)),
            };
            text.Append(line is null ? "" : "\n" + line);
        }

        return text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\nstop {reason} tokens {usage?.InputTokens} {usage?.OutputTokens} {usage?.CacheCreationInputTokens} {usage?.CacheReadInputTokens} {usage?.MaxTokens}").ToString();
    }
}
