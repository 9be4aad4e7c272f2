using Amp.Client;
using Amp.Streaming;

namespace Quickstart;

/// <summary>Writes a run to the console, a line or two for each thing that happens.</summary>
internal static class Conversation
{
    private const int MaxLine = 160;

    public static void Show(AmpMessage message)
    {
        switch (message)
        {
            case SystemMessage system:
                Console.WriteLine($"thread  {system.SessionId}  ({system.Tools.Count} tools, in {system.Cwd})");
                break;
            case UserMessage user:
                Show(user);
                break;
            case AssistantMessage assistant:
                Show(assistant);
                break;
            case UnknownMessage unknown:
                Console.WriteLine($"?       {unknown.Type}: a kind of message that this SDK does not know yet");
                break;
        }
    }

    public static void ShowSummary(AmpResult result)
    {
        var outcome = result.IsError ? $"failed ({result.ErrorKind}): {OneLine(result.Error ?? "")}" : "succeeded";
        var tokens = result.Usage is { } usage ? $"{usage.InputTokens} tokens in, {usage.OutputTokens} out" : "no token counts";
        Console.WriteLine();
        Console.WriteLine($"The run {outcome} after {result.WallDuration.TotalSeconds:0.0} s: {result.Turns ?? 0} turns, {result.ToolCalls.Count} tool calls, {tokens}.");
    }

    private static void Show(UserMessage message)
    {
        foreach (var block in message.Content)
        {
            switch (block)
            {
                case TextBlock text:
                    Console.WriteLine($"you     {text.Text}");
                    break;
                case ToolResultBlock result:
                    var outcome = result.IsError is true ? "error" : result.ReadExitCode() is { } code ? $"exit {code}" : "ok";
                    Console.WriteLine($"  └     {outcome}  {OneLine(result.Content ?? result.Json?.ToString() ?? "")}");
                    break;
            }
        }
    }

    private static void Show(AssistantMessage message)
    {
        foreach (var block in message.Content)
        {
            switch (block)
            {
                case TextBlock text:
                    Console.WriteLine($"amp     {text.Text}");
                    break;
                case ThinkingBlock thinking:
                    Console.WriteLine($"  …     {OneLine(thinking.Thinking)}");
                    break;
                case ToolUseBlock call:
                    Console.WriteLine($"tool    {call.Name}  {OneLine(call.Input.ToString())}");
                    break;
            }
        }

        if (message.Usage is { } usage)
        {
            Console.WriteLine($"        [{usage.InputTokens} tokens in, {usage.CacheReadInputTokens} from cache, {usage.OutputTokens} out]");
        }
    }

    private static string OneLine(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= MaxLine ? line : line[..MaxLine] + "…";
    }
}
