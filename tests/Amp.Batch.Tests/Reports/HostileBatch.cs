using Amp.Client;

namespace Amp.Batch.Tests.Reports;

/// <summary>A batch in which everything that somebody else writes is an attack on the reader.</summary>
internal static class HostileBatch
{
    public const string Script = "</script><script>document.title='OWNED'</script><img src=x onerror=\"document.title='OWNED'\"><svg onload=\"document.title='OWNED'\">";
    public const string Markdown = "|[click](javascript:alert(1)) ![](http://evil.example/p.png) <b>x</b> @everyone #1 https://evil.example www.evil.example `code` **bold**";
    public const string Formula = "=HYPERLINK(\"http://evil.example\",\"x\")";
    public const string Terminal = "\u001b[2J\u001b]0;owned\u0007\u009b31m\r\u202edesrever\u2066";

    public static BatchPlan Plan() => BatchPlan
        .For(new BatchPrompt(Script + "\n" + Formula, Script), new BatchPrompt(Formula + Terminal, Formula), new BatchPrompt(Markdown, Markdown))
        .WithVariants(
            new BatchVariant { Name = Script },
            new BatchVariant { Name = "+1+1\u0009cmd|' /C calc'!A0", Options = new() { Mode = "\u00e9<b>" } },
            new BatchVariant { Name = Terminal, Options = new() { Features = ["fast"] } })
        .WithBaseCommits("feature/\"><img src=x onerror=alert(1)>");

    public static async Task<BatchReport> ReportAsync(BatchStore store)
    {
        var cells = Plan().ExpandCells();
        var report = BatchReport.Create("hostile", cells, cells.Select(ResultOf), Script) with { StartedAt = SampleBatch.Start };
        return (await SampleBatch.WithFilesAsync(report, store, Script + Terminal, $"diff --git a/{Script} b/x\n+{Script}\n-{Terminal}\n")).WithStatistics();
    }

    private static BatchCellResult ResultOf(BatchCell cell) => new()
    {
        CellId = cell.Id,
        PromptId = cell.Prompt.Id,
        CombinationId = cell.Combination.Id,
        Repetition = cell.Repetition,
        Outcome = cell.Prompt.Name.StartsWith('=') ? BatchOutcome.AgentFailed : BatchOutcome.VerifyFailed,
        ErrorKind = AmpErrorKind.Other,
        Error = Script + Formula + Terminal + Markdown,
        WallDuration = TimeSpan.FromSeconds(3),
        Tokens = new() { Output = 5 },
        Model = Script,
        ThreadId = "@SUM(1+1)",
        Text = Script,
        Tools = [new(Script, 1)],
        Diff = new() { Files = 1, Insertions = 1, Deletions = 1 },
        Setup = [new(Script) { Passed = false, OutputTail = Script + Terminal }],
        Verify = [new(Formula) { Passed = false, OutputTail = Terminal + Script }],
        Versions = new() { Cli = Script },
        BaseCommit = "-1+1",
    };
}
