namespace Amp.Testing.Tests;

public sealed class ConversationTests
{
    [Fact(Timeout = 30_000)]
    public async Task A_greeting_is_a_whole_run_in_the_form_of_the_real_CLI()
    {
        await using var amp = FakeAmp.Playing(AmpScript.New.SaysHello("T-1"));

        var run = await RunningAmp.RunAsync(amp, "please\n");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var lines = run.Output.Split('\n');
        Assert.StartsWith($$"""{"type":"system","subtype":"init","cwd":"{{Environment.CurrentDirectory}}","session_id":"T-1","tools":["Bash",""", lines[0], StringComparison.Ordinal);
        Assert.Equal("""{"type":"user","message":{"role":"user","content":[{"type":"text","text":"please"}]},"parent_tool_use_id":null,"session_id":"T-1"}""", lines[1]);
        Assert.Equal(
            """{"type":"assistant","message":{"type":"message","role":"assistant","content":[{"type":"text","text":"Hello from the fake Amp."}],"stop_reason":"end_turn","usage":{"input_tokens":11,"cache_creation_input_tokens":7,"cache_read_input_tokens":5,"output_tokens":20,"max_tokens":300000,"service_tier":"standard"}},"parent_tool_use_id":null,"session_id":"T-1"}""",
            lines[2]);
        Assert.Matches("""^\{"type":"result","subtype":"success","duration_ms":\d+,"is_error":false,"num_turns":1,"result":"Hello from the fake Amp.","session_id":"T-1"\}$""", lines[3]);
        Assert.Equal(("", 5), (lines[4], lines.Length));
    }

    [Fact(Timeout = 30_000)]
    public async Task Every_run_is_a_thread_of_its_own_unless_the_script_names_one()
    {
        await using var amp = FakeAmp.Playing(AmpScript.New.SaysHello());

        var ids = new[] { await RunningAmp.RunAsync(amp), await RunningAmp.RunAsync(amp) }.Select(run => run.Lines[0].GetProperty("session_id").GetString()!).ToArray();

        Assert.All(ids, id => Assert.Matches("^T-[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$", id));
        Assert.NotEqual(ids[0], ids[1]);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_tool_is_called_and_answers_with_the_same_id()
    {
        await using var amp = FakeAmp.Playing(AmpScript.New
            .UsesTool("Bash", """{ "cmd": "make" }""", "no rule\n", exitCode: 2)
            .UsesTool("Read", """{"path":"/a"}""", "File not found", exitCode: null, isError: true)
            .Says("Sorry.")
            .ThenSucceeds("All tried."));

        var lines = (await RunningAmp.RunAsync(amp)).Lines;

        Assert.Equal(8, lines.Length);
        var (call, result) = (Block(lines[2]), Block(lines[3]));
        Assert.Equal(("Bash", """{"cmd":"make"}"""), (call.GetProperty("name").GetString(), call.GetProperty("input").GetRawText()));
        Assert.Equal(call.GetProperty("id").GetString(), result.GetProperty("tool_use_id").GetString());
        Assert.Equal("""{"output":"no rule\n","exitCode":2}""", result.GetProperty("content").GetString());
        Assert.False(result.GetProperty("is_error").GetBoolean());
        Assert.Equal(("File not found", true), (Block(lines[5]).GetProperty("content").GetString(), Block(lines[5]).GetProperty("is_error").GetBoolean()));
        Assert.NotEqual(call.GetProperty("id").GetString(), Block(lines[4]).GetProperty("id").GetString());
        Assert.Equal((3, "All tried."), (lines[7].GetProperty("num_turns").GetInt32(), lines[7].GetProperty("result").GetString()));
    }

    [Fact(Timeout = 30_000)]
    public async Task Tools_called_at_once_answer_in_one_message_in_order()
    {
        await using var amp = FakeAmp.Playing(AmpScript.New
            .CallsTools([("Bash", "{}"), ("Read", "{}")], saying: "Two at once.")
            .ToolsAnswer([("first", false), ("second", true)])
            .ThenSucceeds());

        var lines = (await RunningAmp.RunAsync(amp)).Lines;

        var calls = lines[2].GetProperty("message").GetProperty("content").EnumerateArray().ToArray();
        var results = lines[3].GetProperty("message").GetProperty("content").EnumerateArray().ToArray();
        Assert.Equal(["text", "tool_use", "tool_use"], calls.Select(block => block.GetProperty("type").GetString()!));
        Assert.Equal(calls[1..].Select(block => block.GetProperty("id").GetString()), results.Select(block => block.GetProperty("tool_use_id").GetString()));
        Assert.Equal(["first", "second"], results.Select(block => block.GetProperty("content").GetString()!));
        Assert.Equal("Two at once.", lines[4].GetProperty("result").GetString());
    }

    [Fact(Timeout = 30_000)]
    public async Task A_failed_run_has_an_error_and_exit_code_0()
    {
        await using var amp = FakeAmp.Playing(AmpScript.New.ThenFails("""429 {"type":"error"}"""));

        var run = await RunningAmp.RunAsync(amp);

        Assert.Equal(("system user result", 0), (run.Types, run.ExitCode));
        Assert.Equal(
            ("error_during_execution", true, """429 {"type":"error"}"""),
            (run.Lines[2].GetProperty("subtype").GetString(), run.Lines[2].GetProperty("is_error").GetBoolean(), run.Lines[2].GetProperty("error").GetString()));
    }

    [Fact(Timeout = 30_000)]
    public async Task Thinking_is_printed_only_where_it_is_asked_for()
    {
        await using var amp = FakeAmp.Playing(AmpScript.New.Says("Four.", thinking: "Two and two.").ThenSucceeds());

        var without = await RunningAmp.RunAsync(amp);
        var with = await RunningAmp.RunAsync(amp, "please", "--execute", "--stream-json-thinking");

        Assert.Equal("text", Block(without.Lines[2]).GetProperty("type").GetString());
        Assert.Equal("Two and two.", Block(with.Lines[2]).GetProperty("thinking").GetString());
        Assert.Equal("Four.", with.Lines[3].GetProperty("result").GetString());
    }

    [Fact(Timeout = 30_000)]
    public async Task A_message_that_is_cut_off_has_no_reason_to_stop()
    {
        await using var amp = FakeAmp.Playing(AmpScript.New.IsCutOffSaying("I was about").Hangs());
        await using var running = RunningAmp.Start(amp, "--execute=x", "--stream-json");
        running.Input.Close();

        await running.ReadLineAsync();
        await running.ReadLineAsync();
        var cut = await running.ReadLineAsync();

        Assert.Equal(System.Text.Json.JsonValueKind.Null, cut.GetProperty("message").GetProperty("stop_reason").ValueKind);
    }

    [Fact(Timeout = 30_000)]
    public async Task Text_arrives_as_JSON_stringify_would_write_it()
    {
        const string Text = "\"quoted\" \\ \u0000\u001b\t\r\n é 🎉 \u2028\u2029\u007f\ufeff\u00a0 \ud800!";
        await using var amp = FakeAmp.Playing(AmpScript.New.Says(Text).ThenSucceeds());

        var run = await RunningAmp.RunAsync(amp);

        Assert.Contains("""\"quoted\" \\ \u0000\u001b\t\r\n é 🎉 """ + "\u2028\u2029\u007f\ufeff\u00a0" + """ \ud800!""", run.Output, StringComparison.Ordinal);
    }

    private static System.Text.Json.JsonElement Block(System.Text.Json.JsonElement line) => line.GetProperty("message").GetProperty("content")[0];
}
