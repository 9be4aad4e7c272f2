namespace Amp.ServiceStandIn;

/// <summary>Answers that are not streamed: titles, and the turns of sub-agents.</summary>
internal static class WholeAnswer
{
    public static string Title(ModelCall call, Sequence sequence) =>
        call.Tools is [var tool, ..]
            ? Message(call, sequence, $$"""{"type":"tool_use","id":"{{sequence.Next("toolu_title")}}","name":"{{tool}}","input":{"title":"A short title"} }""", "tool_use")
            : Message(call, sequence, """{"type":"text","text":"A short title"}""", "end_turn");

    public static string Of(Turn turn, ModelCall call, Sequence sequence) =>
        Message(call, sequence, string.Join(',', turn.Blocks.Select(block => Content(block, call, sequence))), ModelJson.StopReason(turn));

    private static string Content(Block block, ModelCall call, Sequence sequence) => block switch
    {
        Say say => $$"""{"type":"text","text":{{JsonString.Quote(say.Text)}}}""",
        Think think => $$"""{"type":"thinking","thinking":{{JsonString.Quote(think.Thought)}},"signature":{{JsonString.Quote(think.Signature)}}}""",
        ThinkInPrivate hidden => $$"""{"type":"redacted_thinking","data":{{JsonString.Quote(hidden.Data)}}}""",
        UseTool tool => $$"""{"type":"tool_use","id":"{{sequence.Next(tool.IdPrefix)}}","name":"{{tool.Name}}","input":{{ModelJson.Input(tool, call)}} }""",
        _ => throw new NotSupportedException($"No way to send a {block.GetType().Name}."),
    };

    private static string Message(ModelCall call, Sequence sequence, string content, string stopReason) =>
        $$"""
        {"id":"{{sequence.Next("msg")}}","type":"message","role":"assistant","model":{{JsonString.Quote(call.Model)}},"content":[{{content}}],
        "stop_reason":"{{stopReason}}","stop_sequence":null,"usage":{{ModelJson.Usage(outputTokens: 20)}}}
        """;
}
