using static Amp.Benchmarks.Corpora.CorpusWords;

namespace Amp.Benchmarks.Corpora;

/// <summary>Makes the lines of one session, shaped as the CLI writes them.</summary>
internal sealed class CorpusMessages(XorShift random, CorpusText text)
{
    public string SessionId { get; } = "T-" + text.Uuid();

    public string System()
    {
        var line = new JsonLine().Begin().Add("type", "system").Add("subtype", "init").Add("cwd", "/home/dev/" + text.Word()).Add("session_id", SessionId);
        line.BeginList("tools");
        foreach (var tool in Tools)
        {
            line.AddItem(tool);
        }

        return line.EndList()
            .BeginList("mcp_servers")
            .Begin().Add("name", "playwright").Add("status", "connected").End()
            .Begin().Add("name", "linear").Add("status", "failed").End()
            .EndList()
            .End().ToString();
    }

    public string Prompt(string prompt)
    {
        var line = BeginUser().Begin().Add("type", "text").Add("text", prompt).End();
        return EndMessage(line).ToString();
    }

    public string ToolResult(string toolUseId, string content, bool isError = false)
    {
        var line = BeginUser().Begin()
            .Add("type", "tool_result").Add("tool_use_id", toolUseId).Add("content", content).Add("is_error", isError)
            .End();
        return EndMessage(line).ToString();
    }

    public static JsonLine BeginAssistant() => new JsonLine()
        .Begin().Add("type", "assistant")
        .Begin("message").Add("type", "message").Add("role", "assistant")
        .BeginList("content");

    public string EndAssistant(JsonLine line, string stopReason)
    {
        line.EndList().Add("stop_reason", stopReason).Begin("usage")
            .Add("input_tokens", random.Between(1, 2000))
            .Add("cache_creation_input_tokens", random.Between(0, 9000))
            .Add("cache_read_input_tokens", random.Between(0, 140000))
            .Add("output_tokens", random.Between(5, 3000))
            .Add("max_tokens", 168000)
            .Add("service_tier", "standard")
            .End();
        return EndLine(line).ToString();
    }

    /// <summary>Adds a tool call to an assistant message.</summary>
    public void AddToolUse(JsonLine line, string id, int minLength, int maxLength)
    {
        line.Begin().Add("type", "tool_use").Add("id", id).Add("name", random.Pick(Tools));
        AddInput(line, random.Between(minLength, maxLength));
        line.End();
    }

    public string Result(string words)
    {
        var isSuccess = random.Next() < 0.9;
        return new JsonLine().Begin()
            .Add("type", "result")
            .Add("subtype", isSuccess ? "success" : "error_during_execution")
            .Add("duration_ms", random.Between(100, 90000))
            .Add("is_error", !isSuccess)
            .Add("num_turns", random.Between(1, 40))
            .Add(isSuccess ? "result" : "error", words)
            .Add("session_id", SessionId)
            .End().ToString();
    }

    private void AddInput(JsonLine line, int length)
    {
        var kind = random.Between(0, 4);
        line.Begin("input");
        switch (kind)
        {
            case 0:
                line.Add("cmd", $"cd /home/dev/{text.Word()} && {text.Prose(length, 0)}").Add("cwd", "/home/dev");
                break;
            case 1:
                line.Add("path", $"/home/dev/{text.Word()}/{text.Identifier()}.ts");
                line.BeginList("read_range").AddItem(random.Between(1, 100)).AddItem(random.Between(101, 500)).EndList();
                break;
            case 2:
                line.Add("path", $"/home/dev/{text.Word()}.ts").Add("old_str", text.Code(length / 2.0)).Add("new_str", text.Code(length / 2.0));
                break;
            case 3:
                line.Add("pattern", text.Word() + @"\(.*\)").Add("path", "src").Add("caseSensitive", true);
                break;
            default:
                line.Add("prompt", text.Prose(length)).BeginList("todos")
                    .Begin().Add("id", "1").Add("content", text.Prose(30)).Add("status", "in-progress").End()
                    .EndList();
                break;
        }

        line.End();
    }

    private static JsonLine BeginUser() => new JsonLine().Begin().Add("type", "user").Begin("message").Add("role", "user").BeginList("content");

    private JsonLine EndMessage(JsonLine line) => EndLine(line.EndList());

    private JsonLine EndLine(JsonLine line) => line.End().Add("parent_tool_use_id", (string?)null).Add("session_id", SessionId).End();
}
