using System.Text.Json;
using Amp.Batch;
using Amp.Conformance.Tests.Matrix;
using Amp.Conformance.Tests.Sandboxes;
using Amp.Conformance.Tests.Skipping;
using Amp.ServiceStandIn;
using Amp.Testing;
using Xunit.Abstractions;

namespace Amp.Conformance.Tests;

/// <summary>A whole batch on a real CLI: the agent really edits files, and some verify commands really fail.</summary>
/// <remarks><c>AMP_BATCH_CELLS=24</c> runs the long form. Alone on the machine: four CLIs are enough for two processors.</remarks>
[CollectionDefinition(nameof(BatchTests), DisableParallelization = true)]
[Collection(nameof(BatchTests))]
public sealed class BatchTests(ITestOutputHelper output)
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("AMP_BATCH_CELLS") == "24";

    // The last one takes turns: every other run of it fails.
    private static readonly Scenario[] Scenarios =
    [
        new("batch_fix", new Turn(UseTool.OnFile("create_file", "answer.txt", ""","content":"good\nanswer\n" """)), Turn.Says("Fixed.")),
        new("batch_break", new Turn(UseTool.OnFile("create_file", "answer.txt", ""","content":"bad\n" """)), Turn.Says("Fixed, I think.")),
        new("batch_edit", new Turn(UseTool.Bash("echo good > answer.txt; seq 20 > numbers.txt; git rm -q a.txt")), new Turn(UseTool.Bash("printf 'one more\\n' >> numbers.txt")), Turn.Says("Edited.")),
        new("batch_flaky", new Turn(UseTool.Bash("echo x >> \"$HOME/turns\"; if [ $(($(wc -l < \"$HOME/turns\") % 2)) = 0 ]; then echo good; else echo bad; fi > answer.txt")), Turn.Says("Perhaps.")),
    ];

    [ConformanceTheory]
    [InlineData(CliMatrix.March)]
    public async Task A_batch_says_what_an_independent_count_says(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        foreach (var scenario in Scenarios)
        {
            sandbox.Service.Scenarios.Add(scenario);
        }

        await using var repository = await TestRepository.CreateAsync();
        await repository.CommitAsync("Begin", ("a.txt", "hello\nworld\n"));
        var store = new BatchStore(Path.Combine(repository.Surroundings, "batch-results"));
        var options = new BatchRunnerOptions { Repository = repository.Path, WorktreeDirectory = Path.Combine(repository.Surroundings, "worktrees"), MaxConcurrency = 2 };
        options.Verify.Add(new("grep", "-q", "good", "answer.txt") { Name = "is good" });
        options.Scorer = static async (cell, token) => (await File.ReadAllTextAsync(Path.Combine(cell.WorkingDirectory, "answer.txt"), token)).Length;
        var plan = BatchPlan.For([.. Scenarios.Select(static scenario => new BatchPrompt($"@@{scenario.Name}", scenario.Name))])
            .WithOptions("smart", Sandbox.AllowAll with { Mode = "smart" })
            .WithOptions("rush", Sandbox.AllowAll with { Mode = "rush" });
        plan = IsLong ? plan.WithOptions("thinking", Sandbox.AllowAll with { Mode = "smart", Thinking = true }).Repeated(2) : plan;

        var started = DateTimeOffset.UtcNow;
        var report = await new BatchRunner(sandbox.Client, store, options).RunAsync(plan);
        var took = DateTimeOffset.UtcNow - started;

        output.WriteLine(BatchExporter.ToText(report));
        output.WriteLine($"{report.Cells.Count} cells in {took.TotalSeconds:0.0} s; the runs together {report.Totals.RunTime!.Value.TotalSeconds:0.0} s.");
        Assert.True(report.IsComplete);
        Assert.Equal(IsLong ? 24 : 8, report.Cells.Count);
        var counts = new Dictionary<string, (int Runs, int Good)>();
        foreach (var cell in report.Cells)
        {
            var counted = await CountAsync(store, report.Id, cell);
            Assert.Equal(counted, Count(cell));
            var (runs, good) = counts.GetValueOrDefault(cell.CombinationId);
            counts[cell.CombinationId] = (runs + 1, good + (counted.IsGood ? 1 : 0));
        }

        var names = report.Prompts.ToDictionary(static prompt => prompt.Id, static prompt => prompt.Name);
        Assert.All(report.Cells.Where(cell => names[cell.PromptId] is "batch_fix"), static cell => Assert.Equal((BatchOutcome.Succeeded, 1, 2, 0, 12d), (cell.Outcome, cell.Diff!.Files, cell.Diff.Insertions, cell.Diff.Deletions, cell.Score)));
        Assert.All(report.Cells.Where(cell => names[cell.PromptId] is "batch_break"), static cell => Assert.Equal((BatchOutcome.VerifyFailed, 1, 1, 0, 4d), (cell.Outcome, cell.Diff!.Files, cell.Diff.Insertions, cell.Diff.Deletions, cell.Score)));
        Assert.All(report.Cells.Where(cell => names[cell.PromptId] is "batch_edit"), static cell => Assert.Equal((BatchOutcome.Succeeded, 3, 22, 2, 5d, 2), (cell.Outcome, cell.Diff!.Files, cell.Diff.Insertions, cell.Diff.Deletions, cell.Score, cell.Tools![0].Calls)));
        Assert.All(report.Statistics!.Combinations, combination => Assert.Equal(counts[combination.CombinationId], (combination.Runs, combination.Successes)));
        Assert.Equal(report.Cells.Count, report.Cells.Select(static cell => cell.ThreadId).Distinct().Count());

        Assert.Single((await repository.GitAsync("worktree", "list")).Trim().Split('\n'));
        Assert.Equal("", (await repository.GitAsync("status", "--porcelain")).Trim());
        Assert.Equal("", (await repository.GitAsync("for-each-ref", "refs/amp")).Trim());
        Assert.True(await sandbox.IsEmptyAsync());
    }

    private static (bool IsGood, int Insertions, int Deletions, long Tokens, int Calls) Count(BatchCellResult cell) =>
        (cell.Success is true, cell.Diff!.Insertions, cell.Diff.Deletions, cell.Tokens!.Total!.Value, cell.Tools!.Sum(static tool => tool.Calls));

    // From the patch and the CLI's own lines alone.
    private static async Task<(bool IsGood, int Insertions, int Deletions, long Tokens, int Calls)> CountAsync(BatchStore store, string id, BatchCellResult cell)
    {
        using var patch = new StreamReader(store.OpenArtifact(id, cell.Diff!.Patch!)!);
        var lines = (await patch.ReadToEndAsync()).Split('\n');
        var (tokens, calls) = (0L, 0);
        using var stream = new StreamReader(store.OpenArtifact(id, cell.Stream!)!);
        while (await stream.ReadLineAsync() is { } line)
        {
            using var json = JsonDocument.Parse(line);
            if (json.RootElement.GetProperty("type").GetString() != "assistant")
            {
                continue;
            }

            var message = json.RootElement.GetProperty("message");
            calls += message.GetProperty("content").EnumerateArray().Count(static block => block.GetProperty("type").GetString() == "tool_use");
            if (message.TryGetProperty("usage", out var usage))
            {
                tokens += usage.EnumerateObject().Where(static member => member.Name is "input_tokens" or "cache_creation_input_tokens" or "cache_read_input_tokens" or "output_tokens").Sum(static member => member.Value.GetInt64());
            }
        }

        return (
            lines.Contains("+good", StringComparer.Ordinal),
            lines.Count(static line => line.StartsWith('+') && !line.StartsWith("+++", StringComparison.Ordinal)),
            lines.Count(static line => line.StartsWith('-') && !line.StartsWith("---", StringComparison.Ordinal)),
            tokens,
            calls);
    }
}
