using System.Globalization;
using System.Text;
using Amp.Client;

namespace Amp.Batch.Tests.Reports;

/// <summary>Batches with numbers that look like real ones, always the same.</summary>
internal static class SampleBatch
{
    public static readonly DateTimeOffset Start = new(2026, 11, 20, 9, 30, 0, TimeSpan.Zero);

    public static BatchPlan Plan(int repetitions = 10) => BatchPlan
        .For(new BatchPrompt("The test OrderTotals fails since the last release. Find out why, and fix it.", "Fix the failing test"), new BatchPrompt("Add a --json flag to the export command, with tests.", "Add a flag"))
        .WithModes("smart", "rush", "deep")
        .Repeated(repetitions)
        .Named("Which mode for small fixes?");

    public static BatchReport Report(int repetitions = 10, string id = "20261120-093000-3f9a2c", int seed = 7, bool hasCredits = true, double luck = 0)
    {
        var random = new Random(seed);
        var cells = Plan(repetitions).ExpandCells();
        return BatchReport.Create(id, cells, cells.Select(cell => Result(cell, random, hasCredits, luck)), "Which mode for small fixes?") with
        {
            StartedAt = Start,
            EndedAt = Start.AddMinutes(41),
        };
    }

    public static BatchCellResult Result(BatchCell cell, Random random, bool hasCredits, double luck)
    {
        var mode = cell.Combination.Name;
        var (rate, seconds, tokens) = mode switch { "rush" => (0.55, 40.0, 18_000.0), "deep" => (0.85, 190.0, 95_000.0), _ => (0.75, 85.0, 46_000.0) };
        var spread = Math.Exp((random.NextDouble() - 0.5) * 1.2);
        var roll = random.NextDouble();
        var outcome = roll < rate + luck ? BatchOutcome.Succeeded : roll < 0.93 ? BatchOutcome.VerifyFailed : roll < 0.96 ? BatchOutcome.TimedOut : BatchOutcome.AgentFailed;
        var total = (long)(tokens * spread);
        var lines = random.Next(4, 60);
        return new()
        {
            CellId = cell.Id,
            PromptId = cell.Prompt.Id,
            CombinationId = cell.Combination.Id,
            Repetition = cell.Repetition,
            Outcome = outcome,
            ErrorKind = outcome is BatchOutcome.AgentFailed ? AmpErrorKind.RateLimited : null,
            Error = outcome is BatchOutcome.AgentFailed ? "429 {\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\"}}" : outcome is BatchOutcome.TimedOut ? "The run took longer than 5 minutes (the total clock)." : null,
            StartedAt = Start.AddSeconds(random.Next(0, 2000)),
            Duration = TimeSpan.FromSeconds(seconds * spread),
            WallDuration = TimeSpan.FromSeconds((seconds * spread) + 1.6),
            Tokens = new() { Input = total / 10, CacheCreation = total / 5, CacheRead = total / 2, Output = total - (total / 10) - (total / 5) - (total / 2) },
            Credits = hasCredits ? Math.Round((decimal)total / 9_000, 2) : null,
            Model = hasCredits ? "claude-opus-4-6" : null,
            Turns = random.Next(3, 14),
            Tools = [new("Bash", random.Next(2, 9)) { Errors = random.Next(0, 2) }, new("edit_file", random.Next(1, 5))],
            Diff = new() { Files = random.Next(1, 5), Insertions = lines, Deletions = lines / 3 },
            Verify = [new("dotnet test") { Passed = outcome is BatchOutcome.Succeeded, ExitCode = outcome is BatchOutcome.Succeeded ? 0 : 1, Duration = TimeSpan.FromSeconds(12.3), OutputTail = outcome is BatchOutcome.Succeeded ? "Passed!  - Failed: 0, Passed: 214" : "Failed OrderTotals.Rounds_half_up [12 ms]\n  Expected: 10.13\n  Actual:   10.12\nFailed!  - Failed: 1, Passed: 213", Tests = new(outcome is BatchOutcome.Succeeded ? 214 : 213, outcome is BatchOutcome.Succeeded ? 0 : 1, 0) }],
            Score = Math.Round(0.4 + (random.NextDouble() * 0.6), 2),
            ThreadId = "T-01a1f7d9-5f62-7347-bfda-8e1b5a6655dd",
            Text = "The total was rounded before the discount was applied. It is rounded once now, at the end.",
            ExitCode = 0,
            BaseCommit = "9f1c2b7d0e8a4c55b6f3a1d2c4e6f8091a2b3c4d",
            Versions = new() { Cli = "0.0.1774569934-g39e3ec", Sdk = "0.1.0-alpha", Runtime = "10.0.1", OperatingSystem = "Debian GNU/Linux 12", Git = "2.39.5" },
        };
    }

    /// <summary>Stores a stream and a patch for each of the cells.</summary>
    public static async Task<BatchReport> WithFilesAsync(BatchReport report, BatchStore store, string text = "The total was rounded before the discount was applied.", string? patch = null)
    {
        var cells = new List<BatchCellResult>();
        foreach (var cell in report.Cells)
        {
            var stream = await store.WriteArtifactAsync(report.Id, $"{cell.CellId}.jsonl.gz", new MemoryStream(Encoding.UTF8.GetBytes(Stream(text))));
            var kept = await store.WriteArtifactAsync(report.Id, $"{cell.CellId}.patch", new MemoryStream(Encoding.UTF8.GetBytes(patch ?? Patch)));
            cells.Add(cell with { Stream = stream, Diff = cell.Diff! with { Patch = kept } });
        }

        return report with { Cells = cells };
    }

    public static string Stream(string text)
    {
        var quoted = System.Text.Json.JsonEncodedText.Encode(text).ToString();
        const string Thread = "\"parent_tool_use_id\":null,\"session_id\":\"T-01a1f7d9-5f62-7347-bfda-8e1b5a6655dd\"";
        return string.Create(CultureInfo.InvariantCulture, $$$"""
            {"type":"system","subtype":"init","cwd":"/srv/demo","session_id":"T-01a1f7d9-5f62-7347-bfda-8e1b5a6655dd","tools":["Bash"],"mcp_servers":[]}
            {"type":"user","message":{"role":"user","content":[{"type":"text","text":"Fix it."}]},{{{Thread}}}}
            {"type":"assistant","message":{"type":"message","role":"assistant","content":[{"type":"text","text":"I look at the test first."},{"type":"tool_use","id":"toolu_1","name":"Bash","input":{"cmd":"dotnet test --filter OrderTotals"}}],"stop_reason":"tool_use"},{{{Thread}}}}
            {"type":"user","message":{"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":"{\"output\":\"Failed OrderTotals.Rounds_half_up\\nExpected: 10.13\\nActual: 10.12\",\"exitCode\":1}","is_error":false}]},{{{Thread}}}}
            {"type":"assistant","message":{"type":"message","role":"assistant","content":[{"type":"tool_use","id":"toolu_2","name":"edit_file","input":{"path":"/srv/demo/src/Order.cs"}}],"stop_reason":"tool_use"},{{{Thread}}}}
            {"type":"user","message":{"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_2","content":"File not found: file:///srv/demo/src/Order.cs","is_error":true}]},{{{Thread}}}}
            {"type":"assistant","message":{"type":"message","role":"assistant","content":[{"type":"text","text":"{{{quoted}}}"}],"stop_reason":"end_turn"},{{{Thread}}}}
            {"type":"result","subtype":"success","duration_ms":85000,"is_error":false,"num_turns":3,"result":"{{{quoted}}}","session_id":"T-01a1f7d9-5f62-7347-bfda-8e1b5a6655dd"}

            """);
    }

    public const string Patch = """
        diff --git a/src/Orders/OrderTotals.cs b/src/Orders/OrderTotals.cs
        index 3f1c2aa..91b0c1d 100644
        --- a/src/Orders/OrderTotals.cs
        +++ b/src/Orders/OrderTotals.cs
        @@ -14,9 +14,8 @@ public sealed class OrderTotals
             public decimal Total(IReadOnlyList<OrderLine> lines, decimal discount)
             {
        -        var sum = lines.Sum(line => Math.Round(line.Price * line.Count, 2));
        -        return sum * (1 - discount);
        +        var sum = lines.Sum(line => line.Price * line.Count);
        +        return Math.Round(sum * (1 - discount), 2, MidpointRounding.AwayFromZero);
             }
         }

        """;
}
