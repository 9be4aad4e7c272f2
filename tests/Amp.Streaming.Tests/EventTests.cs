using System.Globalization;
using Amp.Streaming.Events;

namespace Amp.Streaming.Tests;

public class EventTests
{
    [Fact]
    public async Task A_tool_starts_and_finishes_with_its_name_time_and_exit_code() => Assert.Equal(
        [
            "start Bash toolu_000008 -", "tokens 20 -", "finish Bash toolu_000008 - Completed False 0 1s", "says Done: I ran the command. -", "tokens 20 -", "turn end_turn", "result success",
        ],
        await ProjectAsync(RecordingFile.Of("0.0.1767830505", "tool")));

    [Fact]
    public async Task A_command_that_fails_is_a_tool_that_completed() => Assert.Contains(
        await ProjectAsync(RecordingFile.Of("0.0.1774569934", "fail")), static e => e.Contains("Completed False 3", StringComparison.Ordinal));

    [Fact]
    public async Task Parallel_tools_are_matched_by_id()
    {
        var events = await ProjectAsync(RecordingFile.Of("0.0.1774569934", "parallel"));
        var starts = events.Where(static e => e.StartsWith("start", StringComparison.Ordinal)).Select(static e => e.Split(' ')[1..3]).ToList();
        var ends = events.Where(static e => e.StartsWith("finish", StringComparison.Ordinal)).Select(static e => e.Split(' ')[1..3]).ToList();
        Assert.True(starts.Count > 1);
        Assert.Equal(starts, ends);
        Assert.DoesNotContain("?", ends.Select(static e => e[0]));
    }

    [Fact]
    public async Task A_sub_agent_never_ends_the_turn_also_when_it_speaks_late() => Assert.Equal(
        [
            "says Delegating. -", "start Task toolu_task_1_126 -", "tokens 20 -",
            "says Sub working. toolu_task_1_126", "start Bash toolu_sub_bash_129 toolu_task_1_126", "tokens 20 toolu_task_1_126",
            "finish Bash toolu_sub_bash_129 toolu_task_1_126 Unknown   1s", "finish Task toolu_task_1_126 - Completed False  2s",
            "says Sub result text. toolu_task_1_126", "tokens 20 toolu_task_1_126",
            "says The sub-agent finished. -", "tokens 20 -", "turn end_turn", "result success",
        ],
        await ProjectAsync(RecordingFile.Of("0.0.1767830505", "task")));

    [Fact]
    public async Task A_tool_that_the_user_interrupts_is_so_reported_and_ends_the_turn() => Assert.Equal(
        [
            "start Bash toolu_sleep_170 -", "tokens 20 -", "finish Bash toolu_sleep_170 - Interrupted True  1s", "turn interrupted",
            "says Hello from the fake model. -", "tokens 20 -", "turn end_turn", "result success",
        ],
        await ProjectAsync(RecordingFile.Of("0.0.1774569934", "si_steer")));

    [Fact]
    public async Task A_tool_that_is_open_when_the_run_ends_is_interrupted() => Assert.Equal(
        ["start Bash toolu_sleep_37 -", "tokens 20 -", "finish Bash toolu_sleep_37 - Interrupted   1s", "turn interrupted", "result error_during_execution"],
        await ProjectAsync(RecordingFile.Of("0.0.1774569934", "sig_int_tool")));

    [Fact]
    public async Task A_stream_that_breaks_off_leaves_no_tool_open()
    {
        var events = await ProjectAsync(RecordingFile.Of("0.0.1774569934", "sig_kill_tool"));
        Assert.Equal("turn interrupted", events[^1]);
        Assert.StartsWith("finish Bash", events[^2], StringComparison.Ordinal);
        Assert.Contains("Interrupted", events[^2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tool_that_is_not_permitted_is_rejected() => Assert.Contains(
        await ProjectAsync(RecordingFile.Of("0.0.1774569934", "perm_reject")), static e => e.Contains("Rejected True", StringComparison.Ordinal));

    [Fact]
    public async Task Each_turn_of_a_conversation_ends_and_the_result_comes_once()
    {
        var events = await ProjectAsync(RecordingFile.Of("0.0.1774569934", "si_turns"));
        Assert.True(events.Count(static e => e == "turn end_turn") > 1);
        Assert.Single(events, static e => e.StartsWith("result", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Plain_text_is_output_and_a_bad_line_is_malformed() => Assert.Equal(
        ["output please log in StandardOutput", "malformed InvalidJson", "result success"],
        await ProjectAsync(Reading.Utf8("please log in\n{oops}\n{\"type\":\"result\",\"subtype\":\"success\"}\n")));

    [Fact]
    public async Task A_result_of_a_call_that_was_never_seen_has_no_name_and_no_time() => Assert.Equal(
        ["finish ? toolu_x - Failed True  "],
        await ProjectAsync(Reading.Utf8("""{"type":"user","message":{"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_x","content":"no","is_error":true}]},"parent_tool_use_id":null}""" + "\n")));

    [Fact]
    public async Task Thoughts_are_events_also_encrypted_ones()
    {
        var events = await ProjectAsync(Reading.Utf8(
            """{"type":"assistant","message":{"content":[{"type":"thinking","thinking":"hm"},{"type":"redacted_thinking","data":"x"}],"stop_reason":"max_tokens"},"parent_tool_use_id":null}""" + "\n"));
        Assert.Equal(["thinks hm -", "thinks  -", "turn max_tokens"], events);
    }

    private static async Task<List<string>> ProjectAsync(byte[] stream)
    {
        var time = new ManualTime();
        List<string> shown = [];
        await foreach (var happened in Slowly(new AmpStreamReader(new MemoryStream(stream)).ReadAllAsync(), time).ToEventsAsync(time))
        {
            shown.Add(Show(happened));
        }

        return shown;
    }

    private static async IAsyncEnumerable<AmpStreamItem> Slowly(IAsyncEnumerable<AmpStreamItem> items, ManualTime time)
    {
        await foreach (var item in items)
        {
            yield return item;
            time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    private static string Show(AmpEvent happened) => happened switch
    {
        AssistantMessageEvent says => $"says {says.Text} {says.ParentToolUseId ?? "-"}",
        ThinkingEvent thinks => $"thinks {thinks.Thinking} {thinks.ParentToolUseId ?? "-"}",
        TokenUsageEvent tokens => $"tokens {tokens.Usage.OutputTokens} {tokens.ParentToolUseId ?? "-"}",
        ToolStartEvent start => $"start {start.ToolName} {start.ToolUseId} {start.ParentToolUseId ?? "-"}",
        ToolFinishEvent end => string.Create(CultureInfo.InvariantCulture, $"finish {end.ToolName ?? "?"} {end.ToolUseId} {end.ParentToolUseId ?? "-"} {end.Outcome} {end.IsError} {end.ExitCode} {(end.Duration is { } d ? d.TotalSeconds + "s" : "")}"),
        TurnEndEvent turn => $"turn {(turn.IsInterrupted ? "interrupted" : turn.StopReason)}",
        SessionResultEvent result => $"result {result.Result.Subtype}",
        OutputEvent output => $"output {output.Text} {output.Source}",
        MalformedLineEvent malformed => $"malformed {malformed.Line.Reason}",
        _ => happened.ToString(),
    };
}
