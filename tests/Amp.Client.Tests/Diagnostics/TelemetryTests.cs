using System.Diagnostics;
using Amp.Client.Diagnostics;
using Amp.Client.Tests.Runs;
using Amp.Testing;

namespace Amp.Client.Tests.Diagnostics;

[Collection(nameof(CapturedTelemetry))]
public sealed class TelemetryTests
{
    private const string Thread = "T-01a1f7d9-5f62-7347-bfda-8e1b5a6655dd";

    private static readonly AmpScript TwoTools = AmpScript.New
        .InThread(Thread)
        .UsesTool("Bash", """{"cmd":"echo the-tools-input"}""", "the-tools-output")
        .UsesTool("Read", """{"path":"/nowhere"}""", "no such file", exitCode: null, isError: true)
        .Says("the-answer")
        .ThenSucceeds();

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_run_is_a_span_and_each_of_its_tool_calls_is_a_child_of_it()
    {
        using var telemetry = new CapturedTelemetry();
        await using var run = ScriptedRun.Playing(TwoTools);

        await run.Client.RunIterationAsync("the-prompt");

        Assert.Equal(["execute_tool Bash", "execute_tool Read", "invoke_agent amp"], telemetry.Spans.Select(span => span.DisplayName));
        var (bash, read, agent) = (telemetry.Spans[0], telemetry.Spans[1], telemetry.Spans[2]);
        Assert.All([bash, read], tool => Assert.Equal(agent.SpanId, tool.ParentSpanId));
        Assert.Equal("invoke_agent", agent.GetTagItem("gen_ai.operation.name"));
        Assert.Equal("amp", agent.GetTagItem("gen_ai.provider.name"));
        Assert.Equal(Thread, agent.GetTagItem("gen_ai.conversation.id"));
        Assert.Equal(ActivityStatusCode.Unset, agent.Status);
        Assert.Equal("execute_tool", bash.GetTagItem("gen_ai.operation.name"));
        Assert.Equal("Bash", bash.GetTagItem("gen_ai.tool.name"));
        Assert.NotNull(bash.GetTagItem("gen_ai.tool.call.id"));
        Assert.Null(bash.GetTagItem("error.type"));
        Assert.Equal("tool_error", read.GetTagItem("error.type"));
        Assert.Equal(ActivityStatusCode.Error, read.Status);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task What_was_asked_and_answered_is_in_no_span_and_no_measurement()
    {
        using var telemetry = new CapturedTelemetry();
        await using var run = ScriptedRun.Playing(TwoTools);

        await run.Client.RunIterationAsync("the-prompt");

        Assert.All(["the-prompt", "the-answer", "the-tools-input", "the-tools-output", "no such file"], text => Assert.DoesNotContain(text, telemetry.Everything, StringComparison.Ordinal));
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Time_and_tokens_are_measured_and_cached_input_is_input()
    {
        using var telemetry = new CapturedTelemetry();
        await using var run = ScriptedRun.Playing(TwoTools);

        var usage = (await run.Client.RunIterationAsync("go")).Usage!;

        var input = usage.InputTokens + usage.CacheReadInputTokens + usage.CacheCreationInputTokens;
        var agent = telemetry.Spans[^1];
        Assert.Equal(input, agent.GetTagItem("gen_ai.usage.input_tokens"));
        Assert.Equal(usage.OutputTokens, agent.GetTagItem("gen_ai.usage.output_tokens"));
        var tokens = telemetry.Measurements.Where(measured => measured.Instrument == AmpTelemetry.TokenUsage).ToDictionary(measured => measured.Tags["gen_ai.token.type"]!, measured => (long)measured.Value);
        Assert.Equal(input, tokens["input"]);
        Assert.Equal(usage.OutputTokens, tokens["output"]);
        var duration = Assert.Single(telemetry.Measurements, measured => measured.Instrument == AmpTelemetry.OperationDuration);
        Assert.InRange(duration.Value, 0.001, ScriptedRun.Limit / 1000);
        Assert.DoesNotContain("error.type", duration.Tags.Keys);
        Assert.Equal([1.0, -1.0], telemetry.Measurements.Where(measured => measured.Instrument == AmpTelemetry.ActiveRuns).Select(measured => measured.Value));
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_failed_run_names_its_kind()
    {
        using var telemetry = new CapturedTelemetry();
        await using var run = ScriptedRun.Playing(AmpScript.New.Starts().ThenFails("""429 {"type":"error","error":{"type":"rate_limit_error"}}"""));

        await run.Client.RunIterationAsync("go");

        Assert.Equal("RateLimited", Assert.Single(telemetry.Spans).GetTagItem("error.type"));
        Assert.Equal("RateLimited", Assert.Single(telemetry.Measurements, measured => measured.Instrument == AmpTelemetry.OperationDuration).Tags["error.type"]);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_crash_and_a_CLI_that_is_not_there_name_their_exception()
    {
        using var telemetry = new CapturedTelemetry();
        await using var run = ScriptedRun.Playing(AmpScript.New.ExitsWith(3));

        await Assert.ThrowsAsync<AmpProcessException>(() => run.Client.RunIterationAsync("go"));
        await Assert.ThrowsAsync<AmpCliNotFoundException>(() => new AmpClient(new() { CliPath = "/nowhere/amp" }).RunIterationAsync("go"));

        Assert.Equal([typeof(AmpProcessException).FullName, typeof(AmpCliNotFoundException).FullName], telemetry.Spans.Select(span => span.GetTagItem("error.type")));
        Assert.Equal(0, telemetry.Measurements.Where(measured => measured.Instrument == AmpTelemetry.ActiveRuns).Sum(measured => measured.Value));
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_run_that_is_let_go_ends_its_spans_once()
    {
        using var telemetry = new CapturedTelemetry();
        await using var run = ScriptedRun.Playing(AmpScript.New.CallsTool("Bash", """{"cmd":"sleep 600"}""").Hangs());

        await using (var held = await run.Client.StartAsync(new() { Prompt = "go" }))
        {
            await foreach (var message in held.ReadMessagesAsync())
            {
                if (message is Amp.Streaming.AssistantMessage)
                {
                    break;
                }
            }

            await held.DisposeAsync();
        }

        Assert.Equal(["unanswered", "Cancelled"], telemetry.Spans.Select(span => span.GetTagItem("error.type")));
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_run_in_the_hand_is_not_the_parent_of_what_its_holder_does_next()
    {
        using var telemetry = new CapturedTelemetry();
        await using var run = ScriptedRun.Playing(TwoTools);
        using var caller = new Activity("caller").Start();

        await using var held = await run.Client.StartAsync(new() { Prompt = "go" });
        Assert.Same(caller, Activity.Current);
        await held.WaitAsync();

        Assert.Same(caller, Activity.Current);
        Assert.Equal(caller.SpanId, telemetry.Spans[^1].ParentSpanId);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task The_CLI_is_told_the_runs_span_and_nothing_stale()
    {
        using var telemetry = new CapturedTelemetry();
        await using var run = ScriptedRun.Playing(TwoTools);
        using var caller = new Activity("caller").Start();
        caller.TraceStateString = "vendor=1";

        await run.Client.RunIterationAsync("go");

        var environment = Assert.Single(run.Cli.Runs).Environment;
        Assert.Equal(telemetry.Spans[^1].Id, environment["TRACEPARENT"]);
        Assert.Equal("vendor=1", environment["TRACESTATE"]);
    }

    [Fact]
    public void An_inherited_trace_is_replaced_by_a_live_one_kept_without_one_and_the_callers_choice_stands()
    {
        using var span = new Activity("live").SetIdFormat(ActivityIdFormat.W3C).Start();
        span.Stop();

        Assert.Equal(new() { ["TRACEPARENT"] = span.Id!, ["A"] = "b" }, After(span));
        Assert.Equal(Inherited(), After(null));
        Assert.Equal(Inherited(), After(span, "TRACEPARENT"));

        static Dictionary<string, string> After(Activity? span, params string[] chosen)
        {
            var environment = Inherited();
            TraceContext.Set(environment, span, chosen);
            return environment;
        }

        static Dictionary<string, string> Inherited() => new() { ["TRACEPARENT"] = "00-old", ["TRACESTATE"] = "old=1", ["A"] = "b" };
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_line_that_cannot_be_read_is_counted_with_its_reason()
    {
        using var telemetry = new CapturedTelemetry();
        await using var run = ScriptedRun.Playing(AmpScript.New.Starts().Emits("not JSON").Says("Done.").ThenSucceeds());

        await run.Client.RunIterationAsync("go");

        var line = Assert.Single(telemetry.Measurements, measured => measured.Instrument == AmpTelemetry.MalformedLines);
        Assert.Equal("NotJson", line.Tags["amp.malformed.reason"]);
    }

    [Fact]
    public void Nothing_is_made_when_nobody_listens()
    {
        var telemetry = RunTelemetry.Begin(thread: null, TimeProvider.System);
        var message = new Amp.Streaming.SystemMessage { SessionId = Thread };
        telemetry.Saw(message);

        var before = GC.GetAllocatedBytesForCurrentThread();
        telemetry.Saw(message);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        telemetry.Abandon();
    }
}
