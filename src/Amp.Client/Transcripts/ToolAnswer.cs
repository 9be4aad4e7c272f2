using System.Text.Json;
using Amp.Client.Threads;
using Amp.Streaming;

namespace Amp.Client.Transcripts;

/// <summary>What a tool answered, without the JSON around it.</summary>
internal readonly record struct ToolAnswer(string? Output, string? Diff)
{
    private const string FenceStart = "```diff\n";
    private const string FenceEnd = "\n```";

    public static ToolAnswer Of(ToolResultBlock? told, AmpThreadToolResult? kept)
    {
        // What the model was told, if it was told anything: that of the stream and of the thread are the same.
        return told switch
        {
            { Content: { Length: > 0 } text } => OfText(text),
            { Json: { } json } => new(Texts(json.Element) ?? json.ToString(), null),
            _ => new(kept?.Text ?? told?.Content, null),
        };
    }

    // {"output":"…","exitCode":0} of commands, {"diff":"```diff…"} of edits; anything else is the answer itself.
    private static ToolAnswer OfText(string text)
    {
        if (!text.StartsWith('{'))
        {
            return new(text, null);
        }

        try
        {
            using var json = JsonDocument.Parse(text, ThreadJson.DocumentOptions);
            return json.RootElement.Text("diff") is { } diff ? new(null, WithoutFence(diff)) : new(json.RootElement.Text("output") ?? text, null);
        }
        catch (Exception e) when (ThreadJson.IsInvalid(e))
        {
            return new(text, null);   // cut, or no JSON after all
        }
    }

    // MCP servers answer with a list of blocks.
    private static string? Texts(JsonElement json)
    {
        if (json.ValueKind is not JsonValueKind.Array)
        {
            return null;
        }

        var texts = json.EnumerateArray().Select(static block => block.Text("text") ?? $"[{block.Text("type") ?? "?"}]").ToList();
        return string.Join('\n', texts);
    }

    private static string WithoutFence(string diff) =>
        diff.StartsWith(FenceStart, StringComparison.Ordinal) && diff.EndsWith(FenceEnd, StringComparison.Ordinal) && diff.Length >= FenceStart.Length + FenceEnd.Length
            ? diff[FenceStart.Length..^FenceEnd.Length]
            : diff;
}
