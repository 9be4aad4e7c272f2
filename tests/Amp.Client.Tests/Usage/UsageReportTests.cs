using Amp.Client.Tests.Threads;
using Amp.Streaming;

namespace Amp.Client.Tests.Usage;

/// <summary>What was used, where that is known from, and that nothing counts twice.</summary>
public sealed class UsageReportTests : IDisposable
{
    private const string January = "0.0.1767830505-ga62310";
    private const string March = "0.0.1774569934-g39e3ec";
    private const AmpFigureSources LedgerAndThread = AmpFigureSources.Ledger | AmpFigureSources.Thread;

    private readonly ThreadFolderFixture _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task January_is_told_by_its_ledger_and_the_cache_by_its_messages()
    {
        var report = AmpUsageReport.Of(await TranscriptOf(January, "tool"));

        // Two answers and a title; of the title nobody says the cache.
        Assert.Equal(new(27, AmpFigureSources.Ledger, 0), report.Total.InputTokens);
        Assert.Equal(new(43, AmpFigureSources.Ledger, 0), report.Total.OutputTokens);
        Assert.Equal(new(10, AmpFigureSources.Thread, 1), report.Total.CacheReadInputTokens);
        Assert.Equal((3, 1), (report.Total.ModelCalls, report.Total.ToolCalls));
        Assert.Equal(AmpFigureSources.Ledger, report.Total.Credits!.Value.Sources);
        Assert.Equal(AmpFigureSources.Ledger, report.Total.Duration!.Value.Sources);
        Assert.Equal(["claude-haiku-4-5-20251001", "claude-opus-4-5-20251101"], report.Models.Select(model => model.Key).Order());
        Assert.Equal((2, 22L), Row(report.Models, "claude-opus-4-5-20251101") is var opus ? (opus.ModelCalls, opus.InputTokens!.Value.Value) : default);
        Assert.Equal("2026-11-20", Assert.Single(report.Days).Key);
        Assert.Equal(("Bash", 1), Assert.Single(report.Tools) is var bash ? (bash.Key, bash.ToolCalls) : default);
    }

    [Fact]
    public async Task March_is_told_by_its_messages_and_its_times_by_its_traces()
    {
        var report = AmpUsageReport.Of(await TranscriptOf(March, "tool"));

        Assert.Equal(new(22, AmpFigureSources.Thread, 0), report.Total.InputTokens);
        Assert.Equal(new(10, AmpFigureSources.Thread, 0), report.Total.CacheReadInputTokens);
        Assert.Equal(2, report.Total.ModelCalls);
        Assert.Equal(new(TimeSpan.FromMilliseconds(107), AmpFigureSources.Thread, 0), Row(report.Tools, "Bash").Duration);
        Assert.Equal(new(TimeSpan.FromMilliseconds(93 + 19), AmpFigureSources.Thread, 0), Assert.Single(report.Models).Duration);
        Assert.Equal(AmpFigureSources.Thread, report.Total.Duration!.Value.Sources);
    }

    [Fact]
    public async Task A_stream_counts_where_there_is_no_thread_and_not_beside_one()
    {
        var stream = AmpTranscript.Of(await RecordedThread.Of(March, "tool").ReadStreamAsync());
        var thread = await TranscriptOf(March, "tool");

        var alone = AmpUsageReport.Of(stream);
        Assert.Equal(new(22, AmpFigureSources.Stream, 0), alone.Total.InputTokens);
        Assert.Null(alone.Total.Credits);
        Assert.Equal(AmpFigureSources.Stream, alone.Total.Duration!.Value.Sources);
        Assert.Equal(AmpUsageRow.Unknown, Assert.Single(alone.Models).Key);

        var kept = AmpUsageReport.Of(thread);
        foreach (var builder in new[] { new AmpUsageReportBuilder().Add(stream).Add(thread), new AmpUsageReportBuilder().Add(thread).Add(stream).Add(thread) })
        {
            Assert.Equal(kept.Total, builder.Build().Total);
        }
    }

    [Theory]
    [InlineData(January)]
    [InlineData(March)]
    public async Task Two_runs_of_one_thread_add_up_and_a_call_that_is_printed_twice_counts_once(string version)
    {
        var tool = await RecordedThread.Of(version, "tool").ReadStreamAsync();
        var hello = (await RecordedThread.Of(version, "hello").ReadStreamAsync()).Select(message => message with { SessionId = tool[0].SessionId });
        var twice = tool.SelectMany(message => message is AssistantMessage { StopReason.Value: "tool_use" } ? [message, message] : new[] { message });

        var report = new AmpUsageReportBuilder().Add(AmpTranscript.Of(twice)).Add(AmpTranscript.Of(hello)).Build();

        Assert.Equal((3, 1, 33L), (report.Total.ModelCalls, report.Total.ToolCalls, report.Total.InputTokens!.Value.Value));
        Assert.Single(report.Threads);
    }

    [Fact]
    public async Task A_sub_agent_counts_in_its_own_thread_or_in_the_one_that_called_it_but_not_in_both()
    {
        const string Entry = "\"model\":\"m\",\"credits\":2,\"tokens\":{\"input\":5,\"output\":1}";
        _folder.WriteMessages(
            """{"role":"user","messageId":0,"content":[{"type":"text","text":"x"}]},{"role":"assistant","messageId":1,"content":[{"type":"tool_use","id":"t","name":"Task","input":{}}],"state":{"type":"complete","stopReason":"tool_use"}}""",
            $$"""
            "usageLedger":{"events":[{"operationType":"inference","toMessageId":1,"timestamp":"2026-11-20T23:30:00Z",{{Entry}} },
            {"operationType":"subagent","toolUseID":"t","subagentThreadID":"{{ThreadFolderFixture.OtherId}}",{{Entry}} }]}
            """);

        var alone = await AmpUsageReport.ReadAsync(_folder.Store);
        _folder.Write($$"""{"id":"{{ThreadFolderFixture.OtherId}}","messages":[],"usageLedger":{"events":[{ {{Entry}} }]} }""", ThreadFolderFixture.OtherId + ".json");
        var both = await AmpUsageReport.ReadAsync(_folder.Store, timeZone: TimeZoneInfo.CreateCustomTimeZone("east", TimeSpan.FromHours(1), "east", "east"));

        Assert.Equal((4m, 4m), (alone.Total.Credits!.Value.Value, both.Total.Credits!.Value.Value));
        Assert.Equal((1, 2), (alone.Threads.Count, both.Threads.Count));
        Assert.All([alone, both], report => Assert.Equal(2m, Row(report.Tools, "Task").Credits!.Value.Value));
        Assert.Equal(["2026-11-20", AmpUsageRow.Unknown], alone.Days.Select(day => day.Key));
        Assert.Equal(["2026-11-21", AmpUsageRow.Unknown], both.Days.Select(day => day.Key));
    }

    [Fact]
    public async Task What_cannot_be_counted_is_told()
    {
        _folder.Write("{\"id\":\"" + ThreadFolderFixture.Id + "\",\"messages\":[{\"role\":\"user\"");
        RecordedThread.Of(March, "tool").CopyTo(_folder.Folder);

        var cut = await AmpUsageReport.ReadAsync(_folder.Store);
        var large = await AmpUsageReport.ReadAsync(_folder.With(new() { MaxThreadBytes = 100 }));

        Assert.StartsWith(ThreadFolderFixture.Id + " was not read whole: ", Assert.Single(cut.Problems), StringComparison.Ordinal);
        Assert.Equal(2, cut.Total.ModelCalls);
        Assert.Contains(large.Problems, problem => problem.Contains("was not counted: ", StringComparison.Ordinal));
        Assert.Null(large.Total.InputTokens);
    }

    [Theory]
    [MemberData(nameof(RecordedThread.All), MemberType = typeof(RecordedThread))]
    public async Task Every_way_to_cut_it_has_the_same_sum(string name)
    {
        var thread = await _folder.Store.ReadAsync(new RecordedThread(name).CopyTo(_folder.Folder));
        var report = new AmpUsageReportBuilder().Add(thread!).Build();

        foreach (var rows in new[] { report.Threads, report.Models, report.Days })
        {
            Assert.Equal(report.Total.ModelCalls, rows.Sum(row => row.ModelCalls));
            Assert.Equal(report.Total.OutputTokens?.Value ?? 0, rows.Sum(row => row.OutputTokens?.Value ?? 0));
        }

        Assert.Equal(thread!.Usage.Sum(entry => entry.OutputTokens ?? 0), report.Total.OutputTokens?.Value ?? 0);
        Assert.Equal(report.Total.ToolCalls, report.Tools.Sum(row => row.ToolCalls));
        Assert.True(report.Total.InputTokens is not { } input || (input.Sources & ~LedgerAndThread) == 0);
    }

    private static AmpUsageRow Row(IReadOnlyList<AmpUsageRow> rows, string key) => Assert.Single(rows, row => row.Key == key);

    private async Task<AmpTranscript> TranscriptOf(string version, string scenario) =>
        AmpTranscript.Of((await _folder.Store.ReadAsync(RecordedThread.Of(version, scenario).CopyTo(_folder.Folder)))!);
}
