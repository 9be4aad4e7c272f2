using Amp.Streaming;
using Amp.Testing;

namespace Amp.Client.Tests.Runs;

/// <summary>What a run gives back.</summary>
public sealed class ResultTests
{
    private const string Thread = "T-01a1f7d9-5f62-7347-bfda-8e1b5a6655dd";

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_run_gives_the_text_the_thread_the_tokens_and_the_tools()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.InThread(Thread)
            .UsesTool("Bash", """{"cmd":"ls"}""", "a.txt\n", exitCode: 3)
            .Says("There is one file.")
            .ThenSucceeds());

        var result = await run.Client.RunIterationAsync("What is here?");

        Assert.False(result.IsError);
        Assert.Null(result.ErrorKind);
        Assert.Equal("There is one file.", result.Text);
        Assert.Equal(Thread, result.ThreadId!.Value.Value);
        Assert.Equal(2, result.Turns);
        Assert.Equal(0, result.ExitCode);
        Assert.NotNull(result.Duration);
        Assert.True(result.Usage!.OutputTokens > 0);
        var call = Assert.Single(result.ToolCalls);
        Assert.Equal(("Bash", """{"cmd":"ls"}""", 3, false), (call.Name, call.Input.ToString(), call.ExitCode, call.IsError));
        Assert.NotNull(call.Duration);
        Assert.Empty(result.MalformedLines);
        Assert.Same(result, result.EnsureSuccess());
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task The_tokens_of_all_messages_are_added_up()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.Says("one").ThenSucceeds());
        var once = (await run.Client.RunIterationAsync("x")).Usage!;

        await using var twice = ScriptedRun.Playing(AmpScript.New.UsesTool("Bash", "{}", "").Says("two").ThenSucceeds());
        var sum = (await twice.Client.RunIterationAsync("x")).Usage!;

        Assert.Equal(2 * once.InputTokens, sum.InputTokens);
        Assert.Equal(2 * once.OutputTokens, sum.OutputTokens);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_failed_run_is_a_result_though_the_CLI_exits_0()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.Starts().ThenFails("Unauthorized Check your access token.").ExitsWith(0));

        var result = await run.Client.RunIterationAsync("x");

        Assert.Equal((true, AmpErrorKind.Unauthorized, "Unauthorized Check your access token.", 0), (result.IsError, result.ErrorKind, result.Error, result.ExitCode));
        Assert.Null(result.Text);
        var e = Assert.Throws<AmpRunFailedException>(result.EnsureSuccess);
        Assert.Same(result, e.Result);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_success_is_a_success_though_the_CLI_exits_1()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.Says("Done.").ThenSucceeds().WritesStderr("Error: Unexpected error inside Amp CLI.\n\u001b[=0u\u001b[<u\u001b[?25h").ExitsWith(1));

        var result = await run.Client.RunIterationAsync("x");

        Assert.False(result.IsError);
        Assert.Equal(1, result.ExitCode);
        Assert.Equal(["Error: Unexpected error inside Amp CLI."], result.StandardErrorTail);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_rejected_tool_shows_as_a_denial()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New
            .UsesTool("Bash", "{}", "Tool execution rejected by user: Rejected by user permissions rule 0: reject Bash", exitCode: null, isError: true)
            .UsesTool("Read", "{}", "File not found: file:///x", exitCode: null, isError: true)
            .Says("Then not.").ThenSucceeds());

        var result = await run.Client.RunIterationAsync("x");

        Assert.Equal("Bash", Assert.Single(result.PermissionDenials).Name);
        Assert.Equal([null, null], result.ToolCalls.Select(call => call.ExitCode));
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_bad_line_in_between_costs_no_message_and_is_reported_with_its_place()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.Starts().Emits("npm warn something").Emits("""{"type":"assistant","mess""").Says("Still here.").ThenSucceeds());

        var messages = new List<AmpMessage>();
        await using var started = await run.Client.StartAsync(new() { Prompt = "x" });
        await foreach (var message in started.ReadMessagesAsync())
        {
            messages.Add(message);
        }

        var result = await started.WaitAsync();
        Assert.Equal(["SystemMessage", "UserMessage", "AssistantMessage", "ResultMessage"], messages.Select(message => message.GetType().Name));
        Assert.Equal([3L, 4L], result.MalformedLines.Select(line => line.LineNumber));
        Assert.Equal("Still here.", result.Text);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_kind_of_message_that_is_newer_than_the_SDK_arrives_whole()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.Starts().Emits("""{"type":"dream","depth":3}""").Says("ok").ThenSucceeds());

        var unknown = new List<UnknownMessage>();
        await foreach (var message in run.Client.StreamAsync("x"))
        {
            if (message is UnknownMessage dream)
            {
                unknown.Add(dream);
            }
        }

        Assert.Equal("""{"type":"dream","depth":3}""", Assert.Single(unknown).Json.ToString());
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Standard_error_is_drained_however_much_there_is_and_only_its_end_is_kept()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.FloodsStderr(3_000_000).WritesStderr("the last word\n").Says("ok").ThenSucceeds());

        var result = await run.Client.RunIterationAsync("x");

        Assert.False(result.IsError);
        Assert.Equal(20, result.StandardErrorTail.Count);
        Assert.Equal("the last word", result.StandardErrorTail[^1]);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_run_in_the_hand_tells_its_process_and_its_thread_and_gives_one_result_to_all_who_ask()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.SaysHello(Thread));
        await using var started = await run.Client.StartAsync(new() { Prompt = "x" });

        var results = await Task.WhenAll(started.WaitAsync(), started.WaitAsync());

        Assert.True(started.ProcessId > 0);
        Assert.Equal(Thread, started.ThreadId!.Value.Value);
        Assert.Same(results[0], results[1]);
    }
}
