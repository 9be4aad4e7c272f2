using Amp.Streaming;

namespace Amp.Client.Tests.Threads;

public sealed class ThreadReadingTests : IDisposable
{
    private const string Call = """{"role":"assistant","messageId":0,"content":[{"type":"tool_use","id":"t1","name":"Bash","input":{"cmd":"ls"},"complete":true}],"state":{"type":"complete","stopReason":"tool_use"}}""";

    private readonly ThreadFolderFixture _threads = new();

    public void Dispose() => _threads.Dispose();

    [Theory]
    [InlineData("""{"status":"done","result":{"content":"c","output":"o"}}""", "done", "c", false)]
    [InlineData("""{"status":"done","result":{"content":["c"],"output":"o\n","exitCode":3}}""", "done", "o\n", false)]
    [InlineData("""{"status":"done","result":{ "diff" : [ 1, "a \" b" ] }}""", "done", """{"diff":[1,"a \" b"]}""", false)]
    [InlineData("""{"status":"done","result":"plain"}""", "done", "plain", false)]
    [InlineData("""{"status":"done"}""", "done", "", false)]
    [InlineData("""{"status":"error","error":{"message":"no such file","absolutePath":"/x"}}""", "error", "no such file", true)]
    [InlineData("""{"status":"error","error":"broken"}""", "error", "broken", true)]
    [InlineData("""{"status":"cancelled","reason":"user:interrupted","progress":{"output":"half"}}""", "cancelled", "(cancelled)", true)]
    [InlineData("""{"status":"rejected-by-user","reason":"rule 0"}""", "rejected-by-user", "rule 0", true)]
    [InlineData("""{"status":"blocked-on-user","reason":"ask","toAllow":["rm x"]}""", "blocked-on-user", "ask", false)]
    [InlineData("""{"status":"in-progress","progress":{"output":"so far"}}""", "in-progress", "so far", false)]
    [InlineData("""{"status":"in-progress","progress":"working"}""", "in-progress", "working", false)]
    [InlineData("""{"status":"in-progress","progress":["one","two"]}""", "in-progress", "one\ntwo", false)]
    [InlineData("""{"status":"dreaming","progress":{"step":1}}""", "dreaming", """{"step":1}""", false)]
    public async Task A_tool_result_tells_its_status_and_its_text_in_the_order_given(string run, string status, string text, bool isError)
    {
        _threads.WriteMessages($$"""{{Call}},{"role":"user","messageId":1,"content":[{"type":"tool_result","toolUseID":"t1","run":{{run}}}]}""");

        var result = Assert.Single((await _threads.ReadAsync()).Messages[1].ToolResults);

        Assert.Equal((status, text, isError, "Bash"), (result.Status.Value, result.Text, result.IsError, result.ToolName));
        Assert.Equal(status is "done" or "error" or "cancelled" or "rejected-by-user", result.Status.IsTerminal);
    }

    [Theory]
    [InlineData("toolUseID")]
    [InlineData("tool_use_id")]
    [InlineData("tool_useId")]
    public async Task A_result_finds_its_call_by_every_spelling(string name)
    {
        _threads.WriteMessages($$"""{{Call}},{"role":"user","content":[{"type":"tool_result","run":{"status":"done"},"{{name}}":"t1"}]}""");

        Assert.Equal("Bash", Assert.Single((await _threads.ReadAsync()).Messages[1].ToolResults).ToolName);
    }

    [Fact]
    public async Task A_failed_command_is_no_error_and_its_exit_code_is_there_to_read()
    {
        _threads.WriteMessages($$$"""{{{Call}}},{"role":"user","content":[{"type":"tool_result","toolUseID":"t1","run":{"status":"done","result":{"output":"x","exitCode":3} } }]}""");

        var block = Assert.IsType<ToolResultBlock>(Assert.Single((await _threads.ReadAsync()).Messages[1].Content));

        Assert.Equal((false, 3, """{"output":"x","exitCode":3}"""), (block.IsError, block.ReadExitCode(), block.Content));
    }

    [Fact]
    public async Task Every_kind_of_block_is_read_and_an_unknown_one_is_kept_whole()
    {
        _threads.WriteMessages("""
            {"content":[
              {"type":"text","text":"a","startTime":7},
              {"thinking":"b","signature":"s","provider":"anthropic","type":"thinking"},
              {"type":"redacted_thinking","data":"c"},
              {"type":"tool_use","id":"t","name":"Read","input":{"path":"x"},"complete":false,"inputPartialJSON":{"json":"{"}},
              {"type":"image","source":{"type":"base64","mediaType":"image/png","data":"iVBO"},"sourcePath":"p"},
              {"type":"image","source":{"type":"url","url":"https://x"}},
              {"type":"dream","depth": 3},
              {"text":"no type"},
              17],
             "messageId":5,"role":"assistant"}
            """);

        var message = Assert.Single((await _threads.ReadAsync()).Messages);

        Assert.Equal(5, message.MessageId);
        Assert.Collection(
            message.Content,
            block => Assert.Equal(("a", "startTime"), (Assert.IsType<TextBlock>(block).Text, Assert.Single(block.AdditionalProperties).Key)),
            block => Assert.Equal(("b", "s", "provider"), (Assert.IsType<ThinkingBlock>(block).Thinking, ((ThinkingBlock)block).Signature, Assert.Single(block.AdditionalProperties).Key)),
            block => Assert.Equal("c", Assert.IsType<RedactedThinkingBlock>(block).Data),
            block => Assert.Equal(["complete", "inputPartialJSON"], Assert.IsType<ToolUseBlock>(block).AdditionalProperties.Select(p => p.Key)),
            block => Assert.Equal(("image/png", "iVBO"), (Assert.IsType<ImageBlock>(block).MediaType, ((ImageBlock)block).Data)),
            block => Assert.Equal("image", Assert.IsType<UnknownBlock>(block).Type),
            block => Assert.Equal("""{"type":"dream","depth": 3}""", Assert.IsType<UnknownBlock>(block).Json.ToString()),
            block => Assert.Null(Assert.IsType<UnknownBlock>(block).Type),
            block => Assert.Equal("17", Assert.IsType<UnknownBlock>(block).Json.ToString()));
    }

    [Fact]
    public async Task A_message_that_is_being_written_is_withheld_and_an_interrupted_one_says_so()
    {
        _threads.WriteMessages("""
            {"role":"user","messageId":0,"content":[{"type":"text","text":"go"}],"interrupted":true},
            {"role":"assistant","messageId":1,"content":[{"type":"text","text":"par"}],"state":{"type":"cancelled"}},
            {"role":"assistant","messageId":2,"content":[],"state":{"type":"error","error":{"message":"max_tokens"}}},
            {"role":"assistant","messageId":3,"content":[{"type":"text","text":"not ye"}],"state":{"type":"streaming"}}
            """);

        var thread = await _threads.ReadAsync();

        Assert.Equal([0, 1, 2], thread.Messages.Select(message => message.Index));
        Assert.Equal([null, "Request interrupted by user", "max_tokens"], thread.Messages.Select(message => message.Error));
        Assert.Equal([true, true, false], thread.Messages.Select(message => message.IsInterrupted));
        Assert.Equal((4, AmpThreadActivity.Running), (thread.Info.MessageCount, thread.Info.Activity));
        Assert.Equal(3, (await _threads.Store.ReadMessagesAsync(ThreadFolderFixture.Id).ToListAsync()).Count);
    }

    [Fact]
    public async Task An_info_message_tells_what_went_before()
    {
        _threads.WriteMessages($$$"""
            {"role":"info","content":[{"type":"summary","summary":{"type":"message","summary":"in short"}},{"type":"summary","summary":{"type":"thread","thread":"{{{ThreadFolderFixture.OtherId}}}"}}]}
            """);

        var message = Assert.Single((await _threads.ReadAsync()).Messages);

        Assert.Equal(AmpThreadRole.Info, message.Role);
        Assert.Equal([new("in short", null), new(null, ThreadFolderFixture.OtherId)], message.Summaries);
    }

    [Fact]
    public async Task The_environment_the_relationships_and_the_fields_without_a_place_are_kept()
    {
        _threads.WriteMessages("", $$$"""
            "v":25,"agentMode":"smart","title":"A title","mainThreadID":"{{{ThreadFolderFixture.OtherId}}}","originThreadID":"nonsense","forkPointIndex":2,
            "relationships":[{"threadID":"{{{ThreadFolderFixture.OtherId}}}","type":"handoff","role":"parent","messageIndex":4,"createdAt":5000,"note":"n"},{"type":"fork"}],
            "env":{"initial":{"trees":[{"displayName":"my demo","uri":"file:///srv/my%20demo","repository":{"type":"git","url":"https://x/y.git","ref":"refs/heads/main","sha":"abc"}}],
              "platform":{"os":"linux","osVersion":"Debian","cpuArchitecture":"x64","client":"CLI","clientVersion":"0.0.1","clientType":"cli","installationID":"i"},"tags":["model:m"]}},
            "~debug":{"x":1}
            """);

        var thread = await _threads.ReadAsync();

        var info = thread.Info;
        Assert.Equal((25, "smart", "A title", true, "/srv/my demo"), (info.Version, info.AgentMode, info.Title, info.IsTitled, info.WorkingDirectory));
        Assert.Equal((ThreadFolderFixture.OtherId, null, 2), (info.MainThreadId?.Value, info.OriginThreadId, info.ForkPointIndex));
        var relationship = Assert.Single(info.Relationships);
        Assert.Equal(("handoff", "parent", 4, DateTimeOffset.FromUnixTimeSeconds(5), "note"), (relationship.Type, relationship.Role, relationship.MessageIndex, relationship.CreatedAt, Assert.Single(relationship.AdditionalProperties).Key));
        Assert.Equal(new("git", "https://x/y.git", "refs/heads/main", "abc"), Assert.Single(info.Environment!.Trees).Repository);
        Assert.Equal(("linux", "Debian", "x64", "CLI", "0.0.1", "cli"), (info.Environment.Os, info.Environment.OsVersion, info.Environment.CpuArchitecture, info.Environment.Client, info.Environment.ClientVersion, info.Environment.ClientType));
        Assert.Equal(["model:m"], info.Environment.Tags);
        Assert.Equal("installationID", Assert.Single(info.Environment.AdditionalProperties).Key);
        Assert.Equal(["originThreadID", "~debug"], thread.AdditionalProperties.Select(p => p.Key));
    }

    [Theory]
    [InlineData("""{"initial":{"cwd":"/started/here","trees":[{"uri":"file:///srv/demo"}]}}""", "/started/here")]
    [InlineData("""{"initial":{"trees":[{"uri":{"fsPath":"/by/fsPath","path":"/by/path"}}]}}""", "/by/fsPath")]
    [InlineData("""{"initial":{"trees":[{"uri":{"path":"/by/path"}}]}}""", "/by/path")]
    [InlineData("""{"initial":{"trees":[{"uri":"https://x/y"},{"uri":"file:///second"}]}}""", "/second")]
    [InlineData("""{"initial":{"trees":"none"}}""", null)]
    [InlineData("""[]""", null)]
    public async Task The_working_directory_is_where_it_was_started_else_its_first_folder(string env, string? expected)
    {
        _threads.WriteMessages("", $"\"env\":{env}");

        Assert.Equal(expected, (await _threads.ListOneAsync()).Thread!.WorkingDirectory);
    }

    [Fact]
    public async Task Times_come_from_the_message_then_the_ledger_then_its_usage_then_its_place()
    {
        _threads.WriteMessages(
            """
            {"role":"info","messageId":0,"content":[]},
            {"role":"user","messageId":1,"content":[],"meta":{"sentAt":3000}},
            {"role":"assistant","messageId":2,"content":[],"usage":{"timestamp":"1970-01-01T00:00:09Z"}},
            {"role":"user","messageId":3,"content":[]},
            {"role":"assistant","messageId":4,"content":[],"usage":{"timestamp":"1970-01-01T00:00:10Z"}},
            {"role":"user","messageId":5,"content":[]}
            """,
            """
            "usageLedger":{"events":[{"toMessageId":2,"operationType":"title-generation","timestamp":"1970-01-01T00:00:05Z"},{"toMessageId":2,"operationType":"inference","timestamp":"1970-01-01T00:00:06Z"}]}
            """);

        var messages = (await _threads.ReadAsync()).Messages;

        Assert.Equal([2, 3, 6, 8, 10, 10], messages.Select(message => (message.Timestamp!.Value - DateTimeOffset.UnixEpoch).TotalSeconds));
        Assert.Equal(
            [AmpTimestampSource.Interpolated, AmpTimestampSource.SentAt, AmpTimestampSource.Ledger, AmpTimestampSource.Interpolated, AmpTimestampSource.Usage, AmpTimestampSource.Interpolated],
            messages.Select(message => message.TimestampSource!.Value));
    }

    [Fact]
    public async Task What_the_ledger_has_is_not_counted_again_and_what_it_lacks_is_added()
    {
        _threads.WriteMessages(
            """
            {"role":"user","messageId":0,"content":[{"type":"text","text":"go"}]},
            {"role":"assistant","messageId":1,"content":[],"usage":{"model":"m1","inputTokens":11,"outputTokens":20,"cacheReadInputTokens":5,"creditsSinceLastUserMessage":2}},
            {"role":"user","messageId":2,"content":[{"type":"tool_result","toolUseID":"t","run":{"status":"done"}}]},
            {"role":"assistant","messageId":3,"content":[],"usage":{"model":"m2","inputTokens":7,"outputTokens":8,"creditsSinceLastUserMessage":5}},
            {"role":"assistant","messageId":4,"content":[],"usage":{"model":"m3","inputTokens":100,"credits":9},"state":{"type":"streaming"}}
            """,
            $$$"""
            "usageLedger":{"events":[
                {"id":"a","operationType":"title-generation","toMessageId":0,"model":"h","credits":0.25,"tokens":{"input":5,"output":3}},
                {"id":"b","operationType":"inference","toMessageId":1,"model":"m1","credits":1.5,"tokens":{"input":11,"output":20}},
                {"id":"c","operationType":"subagent","toMessageId":99,"toolUseID":"t","subagentThreadID":"{{{ThreadFolderFixture.OtherId}}}","credits":4,"tokens":{"input":1,"output":2}}]}
            """);

        var thread = await _threads.ReadAsync();

        Assert.Equal(
            [(AmpUsageSource.Ledger, "h", 0.25m, 5L, null), (AmpUsageSource.Ledger, "m1", 1.5m, 11, 5L), (AmpUsageSource.Message, "m2", 3m, 7, null), (AmpUsageSource.Ledger, null, 4m, 1, null)],
            thread.Usage.Select(use => (use.Source, use.Model, use.Credits!.Value, use.InputTokens!.Value, use.CacheReadInputTokens)));
        Assert.Equal([ThreadFolderFixture.OtherId], thread.SubagentThreadIds.Select(id => id.Value));
        Assert.Equal(["a", "b", null], thread.Messages.SelectMany(message => message.Charges).Select(use => use.Id));
    }

    [Fact]
    public async Task A_thread_without_a_title_is_called_by_its_first_prompt()
    {
        _threads.WriteMessages("""{"role":"assistant","content":[{"type":"text","text":"not me"}]},{"role":"user","content":[{"type":"image"},{"type":"text","text":"  first \ud83d line \nsecond"}]}""", "\"title\":\"  \"");

        Assert.Equal(("first \ud83d line", false), ((await _threads.ListOneAsync()).Thread!.Title, (await _threads.ReadAsync()).Info.IsTitled));

        // Cut, and not in the middle of a character.
        _threads.WriteMessages($$"""{"role":"user","content":[{"type":"text","text":"{{new string('x', 199)}}😀"}]}""");
        Assert.Equal(new string('x', 199), (await _threads.ListOneAsync()).Thread!.Title);
    }

    [Fact]
    public async Task A_lone_surrogate_and_bytes_that_are_no_text_do_not_stop_the_reading()
    {
        _threads.Write([.. """{"messages":[{"role":"user","content":[{"type":"text","text":"a\ud800b\"\n"},{"type":"text","text":"c"""u8, 0xFF, .. """d"}]}]}"""u8]);

        Assert.Equal(["a\ud800b\"\n", "c\uFFFDd"], (await _threads.ReadAsync()).Messages[0].Content.Cast<TextBlock>().Select(text => text.Text));
    }

    [Fact]
    public async Task A_message_that_is_not_valid_or_too_large_costs_only_itself()
    {
        _threads.WriteMessages($$"""{"role":"user","content":[{"type":"text","text":"one"}]},{"role":oops},[],{"role":"user","content":[{"type":"text","text":"{{new string('x', 9000)}}"}]},{"role":"user","content":[{"type":"text","text":"five"}]}""");

        var thread = await _threads.With(new() { MaxMessageBytes = 4096 }).ReadAsync(ThreadFolderFixture.Id);

        Assert.Equal([null, AmpThreadProblemKind.Corrupt, AmpThreadProblemKind.Corrupt, AmpThreadProblemKind.TooLarge, null], thread!.Messages.Select(message => message.Problem?.Kind));
        Assert.Equal(["one", "", "", "", "five"], thread.Messages.Select(message => message.Text));
        Assert.Equal(AmpThreadProblemKind.Corrupt, thread.Problem!.Kind);
    }

    [Fact]
    public async Task A_thread_that_is_half_written_gives_what_is_whole_and_then_says_so()
    {
        _threads.Write($$"""{"id":"{{ThreadFolderFixture.Id}}","messages":[{"role":"user","content":[{"type":"text","text":"one"}]},{"role":"user","cont""");

        var read = new List<string>();
        var e = await Assert.ThrowsAsync<AmpThreadException>(async () =>
        {
            await foreach (var message in _threads.Store.ReadMessagesAsync(ThreadFolderFixture.Id))
            {
                read.Add(message.Text);
            }
        });

        Assert.Equal((AmpThreadProblemKind.HalfWritten, "one"), (e.Problem.Kind, Assert.Single(read)));
        Assert.Equal((AmpThreadProblemKind.HalfWritten, 1), ((await _threads.ReadAsync()).Problem!.Kind, (await _threads.ReadAsync()).Messages.Count));
    }

    [Fact]
    public async Task The_id_in_the_file_goes_before_its_name()
    {
        _threads.Write($$"""{"messages":[],"id":"{{ThreadFolderFixture.OtherId}}"}""");

        Assert.Null(await _threads.Store.ReadAsync(ThreadFolderFixture.Id));
        Assert.Equal(ThreadFolderFixture.OtherId, (await _threads.Store.ReadAsync(ThreadFolderFixture.OtherId))!.Info.Id.Value);
        await Assert.ThrowsAsync<AmpThreadException>(() => _threads.Store.ReadMessagesAsync(ThreadFolderFixture.Id).ToListAsync().AsTask());
    }

    [Fact]
    public async Task A_thread_larger_than_allowed_is_not_taken_in_whole()
    {
        _threads.WriteMessages("""{"role":"user","content":[{"type":"text","text":"long"}]}""");

        var e = await Assert.ThrowsAsync<AmpThreadException>(() => _threads.With(new() { MaxThreadBytes = 50 }).ReadAsync(ThreadFolderFixture.Id));

        Assert.Equal(AmpThreadProblemKind.TooLarge, e.Problem.Kind);
    }
}
