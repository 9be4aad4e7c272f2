using System.Text.Json;

namespace Amp.Testing;

/// <summary>The lines of a conversation in the form of CLI 0.0.1774569934 (recordings of 2026-03), as templates that the player fills in.</summary>
internal static class MessageLine
{
    private const string End = ",\"parent_tool_use_id\":null,\"session_id\":\"${session_id}\"}";

    private const string Usage =
        "\"usage\":{\"input_tokens\":11,\"cache_creation_input_tokens\":7,\"cache_read_input_tokens\":5,\"output_tokens\":20,\"max_tokens\":300000,\"service_tier\":\"standard\"}";

    public const string Init =
        "{\"type\":\"system\",\"subtype\":\"init\",\"cwd\":\"${cwd}\",\"session_id\":\"${session_id}\","
        + "\"tools\":[\"Bash\",\"create_file\",\"edit_file\",\"finder\",\"glob\",\"Grep\",\"Read\",\"Task\",\"web_search\"],\"mcp_servers\":[]}";

    public const string User = "{\"type\":\"user\",\"message\":{\"role\":\"user\",\"content\":${prompt_blocks}}" + End;

    /// <summary>An assistant line.</summary>
    /// <param name="blocks">The content blocks, each as JSON.</param>
    /// <param name="stopReason">Why the model stopped; null as in a message that was cut off.</param>
    public static string Assistant(IEnumerable<string> blocks, string? stopReason) =>
        $$"""{"type":"assistant","message":{"type":"message","role":"assistant","content":[{{string.Join(',', blocks)}}],"stop_reason":{{Nullable(stopReason)}},"""
        + Usage + "}" + End;

    /// <summary>The user line that gives the results of tools.</summary>
    public static string ToolResults(IEnumerable<string> results) =>
        $$"""{"type":"user","message":{"role":"user","content":[{{string.Join(',', results)}}]}""" + End;

    public static string Text(string text) => $$"""{"type":"text","text":{{JsonStringLiteral.Quote(text)}}}""";

    public static string Thinking(string text) => $$"""{"type":"thinking","thinking":{{JsonStringLiteral.Quote(text)}}}""";

    public static string ToolUse(string id, string name, string inputJson) =>
        $$"""{"type":"tool_use","id":"{{id}}","name":{{JsonStringLiteral.Quote(name)}},"input":{{OneLine(inputJson)}}}""";

    public static string ToolResult(string id, string content, bool isError) =>
        $$"""{"type":"tool_result","tool_use_id":"{{id}}","content":{{JsonStringLiteral.Quote(content)}},"is_error":{{(isError ? "true" : "false")}}}""";

    private static string Nullable(string? text) => text is null ? "null" : JsonStringLiteral.Quote(text);

    // However a test lays its JSON out, a message is one line.
    private static string OneLine(string json)
    {
        try
        {
            using var parsed = JsonDocument.Parse(json);
            return ScriptStep.Json(parsed.RootElement.WriteTo);
        }
        catch (JsonException e)
        {
            throw new ArgumentException($"The input of a tool must be JSON, but {JsonStringLiteral.Quote(json)} is not: {e.Message}", nameof(json), e);
        }
    }
}
