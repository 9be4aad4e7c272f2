using System.Text;
using Amp.Client.Tests.Threads;

namespace Amp.Client.Tests.Transcripts;

/// <summary>One form for what a run said and for what its thread keeps.</summary>
public sealed class TranscriptTests : IDisposable
{
    private const string January = "0.0.1767830505-ga62310";
    private const string March = "0.0.1774569934-g39e3ec";

    private readonly ThreadFolderFixture _folder = new();

    public static TheoryData<string, string> Runs => new()
    {
        { January, "hello" }, { January, "tool" }, { January, "parallel" }, { January, "fail" }, { January, "create" }, { January, "readmissing" }, { January, "perm_reject" },
        { March, "hello" }, { March, "tool" }, { March, "parallel" }, { March, "fail" }, { March, "create" }, { March, "unicode" }, { March, "twotasks" }, { March, "mcp_stdio" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task A_run_and_its_thread_make_the_same_transcript(string version, string scenario)
    {
        var recorded = RecordedThread.Of(version, scenario);
        var kept = AmpTranscript.Of((await _folder.Store.ReadAsync(recorded.CopyTo(_folder.Folder)))!);
        var told = AmpTranscript.Of(await recorded.ReadStreamAsync());

        Assert.Equal(kept.ThreadId, told.ThreadId);
        Assert.Equal(kept.WorkingDirectory, told.WorkingDirectory);
        Assert.Equal(Lines(kept), Lines(told));
        Assert.All(told.Entries.Where(entry => entry.Role == AmpThreadRole.Assistant).SelectMany(entry => entry.ToolCalls), call => Assert.NotNull(call.Status));
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task A_recording_that_is_read_and_written_again_is_the_same_byte_for_byte(string version, string scenario)
    {
        var recorded = RecordedThread.Of(version, scenario);
        var path = _folder.Write(recorded.Stream, "stdout.jsonl");

        var transcript = await AmpTranscript.ReadAsync(path);

        Assert.Equal(AmpTranscriptSource.Stream, transcript.Source);
        Assert.Empty(transcript.Problems);
        Assert.Equal(Encoding.UTF8.GetString(recorded.Stream), transcript.Export(AmpTranscriptFormat.JsonLines));
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task The_lines_of_a_thread_are_read_back_as_the_same_transcript(string version, string scenario)
    {
        var id = RecordedThread.Of(version, scenario).CopyTo(_folder.Folder);
        var kept = await AmpTranscript.ReadAsync(Path.Combine(_folder.Folder, id.Value + ".json"));
        var file = Path.Combine(_folder.Folder, "lines");
        await using (var output = File.Create(file))
        {
            await kept.WriteAsync(output, AmpTranscriptFormat.JsonLines);
        }

        var again = await AmpTranscript.ReadAsync(file);

        Assert.Equal((AmpTranscriptSource.Thread, AmpTranscriptSource.Stream), (kept.Source, again.Source));
        Assert.Equal((kept.ThreadId, kept.WorkingDirectory, kept.AgentMode), (again.ThreadId, again.WorkingDirectory, again.AgentMode));
        Assert.Equal(Lines(kept), Lines(again));
        Assert.Equal(kept.Models, again.Models);
    }

    [Fact]
    public async Task An_edit_shows_what_it_changed_and_a_command_what_it_printed()
    {
        var transcript = AmpTranscript.Of(await RecordedThread.Of(January, "create").ReadStreamAsync());
        var calls = transcript.Entries.SelectMany(entry => entry.ToolCalls).ToList();

        Assert.Equal("+hello\n+world", calls.First(call => call.Name == "create_file").Diff);
        var edit = calls.First(call => call.Name == "edit_file");
        Assert.StartsWith("Index: /srv/demo/new.txt\n", edit.Diff, StringComparison.Ordinal);
        Assert.EndsWith("@@ -1,2 +1,2 @@\n hello\n-world\n+there", edit.Diff, StringComparison.Ordinal);
        Assert.Null(edit.Output);

        var failed = Assert.Single(AmpTranscript.Of(await RecordedThread.Of(March, "fail").ReadStreamAsync()).Entries.SelectMany(entry => entry.ToolCalls));
        Assert.Equal((AmpToolRunStatus.Done, 3, false), (failed.Status, failed.ExitCode, failed.IsError));
        Assert.DoesNotContain("exitCode", failed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_tool_never_answered_and_an_answer_that_nobody_asked_for_are_both_there()
    {
        _folder.WriteMessages("""
            {"role":"user","messageId":0,"content":[{"type":"tool_result","toolUseID":"lost","run":{"status":"done","result":"alone"}}]},
            {"role":"assistant","messageId":1,"content":[{"type":"tool_use","id":"open","name":"Bash","input":{"cmd":"x"}}],"state":{"type":"complete","stopReason":"tool_use"}}
            """);

        var entries = AmpTranscript.Of(await _folder.ReadAsync()).Entries;

        Assert.Equal(("lost", null, "alone"), Assert.Single(entries[0].ToolCalls) is var lost ? (lost.Id, lost.Name, lost.Output) : default);
        Assert.Equal(("open", "Bash", null, null), Assert.Single(entries[1].ToolCalls) is var open ? (open.Id, open.Name, open.Output, open.Status?.Value) : default);
    }

    [Fact]
    public async Task An_exported_thread_is_one_document_however_it_is_laid_out()
    {
        using var json = System.Text.Json.JsonDocument.Parse(RecordedThread.Of(March, "tool").Thread);
        var pretty = System.Text.Json.JsonSerializer.Serialize(json.RootElement, new ElementJson(new() { WriteIndented = true }).JsonElement);

        var laidOut = await AmpTranscript.ReadAsync(_folder.Write(pretty, "export.json"));
        var compact = await AmpTranscript.ReadAsync(_folder.Write(RecordedThread.Of(March, "tool").Thread, "export2.json"));

        Assert.Equal(4, laidOut.Entries.Count);
        Assert.Equal("A short title", laidOut.Title);
        Assert.Equal(Lines(compact), Lines(laidOut));
    }

    [Fact]
    public async Task Lines_that_are_no_messages_are_told_and_cost_nothing_else()
    {
        var path = _folder.Write("a notice\n\n{\"type\":\"user\",\"message\":{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"hi\\nthere\"}]},\"session_id\":\"T-01a1f7d9-5f62-7347-bfda-8e1b5a6655dd\"}\n{broken\n", "stdout.jsonl");

        var transcript = await AmpTranscript.ReadAsync(path);

        Assert.Equal("hi", transcript.Title);
        Assert.Equal("hi\nthere", Assert.Single(transcript.Entries).Text);
        Assert.Equal(2, transcript.Problems.Count);
        Assert.StartsWith("Line 1 ", transcript.Problems[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[1,2]", AmpThreadProblemKind.Foreign)]
    [InlineData("hello", AmpThreadProblemKind.Foreign)]
    [InlineData("", AmpThreadProblemKind.Empty)]
    [InlineData("""{"some":"object"}""", AmpThreadProblemKind.Foreign)]
    public async Task What_is_neither_is_refused_in_words(string content, AmpThreadProblemKind kind)
    {
        var path = _folder.Write(content, "file");

        var e = await Assert.ThrowsAsync<AmpThreadException>(() => AmpTranscript.ReadAsync(path));

        Assert.True(kind == e.Problem.Kind, e.Message);
        await Assert.ThrowsAsync<AmpThreadException>(() => AmpTranscript.ReadAsync(path + ".not-there"));
    }

    // What both know; a stream has no thinking unless it was asked for, and a run that failed says so in a line of its own.
    private static List<string> Lines(AmpTranscript transcript) =>
    [
        .. transcript.Entries.Where(entry => entry.Role != AmpThreadRole.Info && entry.ParentToolUseId is null && !entry.IsAnswerOnly)
            .Select(entry => $"{entry.Role}|{entry.Text}|{entry.StopReason}|{string.Join(';', entry.ToolCalls.Select(call => $"{call.Id} {call.Name} {call.Input?.Element.GetProperty(call.Input.Element.EnumerateObject().First().Name)} {call.Output} {call.ExitCode} {call.Diff} {call.IsError}"))}"),
    ];
}
