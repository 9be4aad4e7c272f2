namespace Amp.ServiceStandIn;

/// <summary>What streamed and whole answers have in common.</summary>
internal static class ModelJson
{
    public static string StopReason(Turn turn) =>
        turn.StopReason ?? (turn.Blocks.Any(block => block is UseTool) ? "tool_use" : "end_turn");

    public static string Usage(int outputTokens) =>
        $$"""{"input_tokens":11,"cache_creation_input_tokens":7,"cache_read_input_tokens":5,"output_tokens":{{outputTokens}},"service_tier":"standard"}""";

    /// <summary>The arguments of a tool call, with the working directory of the run in its place.</summary>
    public static string Input(UseTool tool, ModelCall call) =>
        tool.InputJson.Replace(UseTool.WorkingDirectoryMark, JsonString.Quote(call.WorkingDirectory ?? ".")[1..^1], StringComparison.Ordinal);
}
