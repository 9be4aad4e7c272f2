using Amp.Client;
using Amp.Testing;
using Amp.Workspace;
using Microsoft.Extensions.DependencyInjection;

namespace Amp.Batch.Tests.Execution;

/// <summary>Batches with a scripted amp, real git and real commands.</summary>
public sealed class RunnerTests
{
    [Fact(Timeout = 120_000)]
    public async Task Every_way_for_a_cell_to_end_is_told_and_none_touches_another()
    {
        await using var bed = await BatchBed.CreateAsync();
        var options = bed.CreateOptions();
        options.CellTimeout = TimeSpan.FromSeconds(8);
        options.Scorer = (cell, _) => cell.Patch.Length > 100 ? ValueTask.FromResult((double)cell.Result.Diff!.Insertions) : throw new InvalidOperationException("no");
        await using var client = bed.CreateClient();

        var report = await new BatchRunner(client, bed.Store, options).RunAsync(BatchPlan.For("good", "bad", "limited", "refused", "silent", "crash", "hang"));

        Assert.True(report.IsComplete);
        var cells = report.Prompts.ToDictionary(prompt => prompt.Text, prompt => report.Cells.Single(cell => cell.PromptId == prompt.Id));
        Assert.Equal(
            [
                ("good", BatchOutcome.Succeeded, null, 1), ("bad", BatchOutcome.VerifyFailed, null, 1), ("limited", BatchOutcome.AgentFailed, AmpErrorKind.RateLimited, 3),
                ("refused", BatchOutcome.AgentFailed, AmpErrorKind.Refused, 1), ("silent", BatchOutcome.Crashed, null, 3), ("crash", BatchOutcome.Crashed, null, 1), ("hang", BatchOutcome.TimedOut, null, 1),
            ],
            cells.Select(cell => (cell.Key, cell.Value.Outcome, cell.Value.ErrorKind, cell.Value.Attempts)));

        var good = cells["good"];
        Assert.Equal((1, 1, 0), (good.Diff!.Files, good.Diff.Insertions, good.Diff.Deletions));
        Assert.Equal((2, 2d), (cells["bad"].Diff!.Insertions, cells["bad"].Score));
        Assert.Equal(("check", false, 1, "bad\nworse"), (cells["bad"].Verify[0].Name, cells["bad"].Verify[0].Passed, cells["bad"].Verify[0].ExitCode, cells["bad"].Verify[0].OutputTail));
        Assert.Equal(1, cells["refused"].Diff!.Insertions);
        Assert.Empty(cells["refused"].Verify);
        Assert.Contains("+good", Read(bed.Store, report, good.Diff.Patch!), StringComparison.Ordinal);
        Assert.Contains("\"Done.\"", Read(bed.Store, report, good.Stream!), StringComparison.Ordinal);
        Assert.Contains("I begin.", Read(bed.Store, report, cells["crash"].Stream!), StringComparison.Ordinal);
        Assert.Equal((await bed.Repository.GitAsync("rev-parse", "HEAD")).Trim(), good.BaseCommit);
        Assert.Equal("0.0.1774569934-g39e3ec", good.Versions!.Cli);
        Assert.Equal(report.ToJson(), (await bed.Store.LoadAsync(report.Id)).ToJson());
        Assert.False(File.Exists(bed.Store.JournalOf(report.Id)));
        await bed.AssertNothingIsLeftAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task What_cancelling_leaves_is_resumed_and_nothing_is_run_twice()
    {
        await using var bed = await BatchBed.CreateAsync();
        await using var client = bed.CreateClient();
        var runner = new BatchRunner(client, bed.Store, bed.CreateOptions());
        using var stop = new CancellationTokenSource();
        var atTwo = new Follower(progress =>
        {
            if (progress.Done == 2)
            {
                stop.Cancel();
            }
        });

        var cancelled = await Assert.ThrowsAsync<OperationCanceledException>(() => runner.RunAsync(BatchPlan.For("slow").Repeated(6), atTwo, stop.Token));

        Assert.Equal(stop.Token, cancelled.CancellationToken);
        var id = Assert.Single(bed.Store.ListIds());
        var half = await bed.Store.LoadAsync(id);
        var done = half.Cells.Where(cell => cell.Outcome is BatchOutcome.Succeeded).ToList();
        Assert.InRange(done.Count, 2, 5);
        Assert.False(half.IsComplete);
        await bed.AssertNothingIsLeftAsync();

        var whole = await runner.ResumeAsync(id);

        Assert.True(whole.IsComplete);
        Assert.Equal(6, whole.Totals.Succeeded);
        Assert.All(done, cell => Assert.Equal(cell.EndedAt, whole.Cells.Single(other => other.CellId == cell.CellId).EndedAt));
        Assert.Equal(whole.ToJson(), (await runner.ResumeAsync(id)).ToJson());
        await bed.AssertNothingIsLeftAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task No_more_runs_than_allowed_are_under_way_while_the_next_ones_worktree_is_made()
    {
        await using var bed = await BatchBed.CreateAsync();
        await using var client = bed.CreateClient();
        var (mostRunning, mostWorktrees) = (0, 0);
        var follower = new Follower(progress =>
        {
            mostRunning = Math.Max(mostRunning, progress.Running);
            mostWorktrees = Math.Max(mostWorktrees, Directory.Exists(bed.Worktrees) ? Directory.EnumerateFiles(bed.Worktrees, ".git", SearchOption.AllDirectories).Count() : 0);
        });

        var report = await new BatchRunner(client, bed.Store, bed.CreateOptions()).RunAsync(BatchPlan.For("slow").Repeated(8), follower);

        Assert.Equal((8, 2, 3), (report.Totals.Succeeded, mostRunning, mostWorktrees));
        Assert.All(bed.Fake.Runs, run => Assert.InRange(bed.Fake.Runs.Count(other => other.StartedAt <= run.StartedAt && other.EndedAt > run.StartedAt), 1, 2));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_paused_batch_starts_nothing_and_its_events_tell_all()
    {
        await using var bed = await BatchBed.CreateAsync();
        await using var client = bed.CreateClient();
        var options = bed.CreateOptions();
        options.MaxConcurrency = 1;
        await using var run = await new BatchRunner(client, bed.Store, options).StartAsync(BatchPlan.For("good").Repeated(3), "my-batch");
        var events = new List<BatchEvent>();
        await foreach (var happened in run.ReadEventsAsync())
        {
            events.Add(happened);
            if (happened.Kind is BatchEventKind.CellFinished && events.All(earlier => earlier.Kind is not BatchEventKind.Paused))
            {
                run.Pause();
            }

            if (happened.Kind is BatchEventKind.Paused)
            {
                Assert.True(run.Progress.IsPaused);
                run.Continue();
            }
        }

        var report = await run.WaitAsync();
        Assert.Equal(("my-batch", 3), (report.Id, report.Totals.Succeeded));
        Assert.Equal(3, events.Count(happened => happened is { Kind: BatchEventKind.CellFinished, Result.Outcome: BatchOutcome.Succeeded }));
        Assert.Equal((BatchEventKind.Started, BatchEventKind.Ended), (events[0].Kind, events[^1].Kind));
        var last = events[^1].Progress;
        Assert.Equal((3, 0, 3, 0), (last.Total, last.Running, last.Done, last.Failed));
        Assert.Equal(report.Totals.Tokens, last.Tokens);
        Assert.Equal(
            [BatchCellState.Preparing, BatchCellState.Running, BatchCellState.Verifying, BatchCellState.Finished],
            events.Where(happened => happened.Cell?.Cell.Repetition == 2).Select(happened => happened.Cell!.State));
        await Assert.ThrowsAsync<BatchStoreException>(() => new BatchRunner(client, bed.Store, options).StartAsync(BatchPlan.For("good"), "my-batch"));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_limit_ends_the_batch_between_two_runs_and_says_so()
    {
        await using var bed = await BatchBed.CreateAsync();
        await using var client = bed.CreateClient();
        var plan = BatchPlan.For("good").WithModes("smart", "rush").Repeated(5).LimitedTo(new() { MaxTokens = 1 });

        var report = await new BatchRunner(client, bed.Store, bed.CreateOptions()).RunAsync(plan);

        Assert.False(report.IsComplete);
        Assert.Contains("MaxTokens", report.StoppedBecause, StringComparison.Ordinal);
        Assert.InRange(report.Totals.Succeeded, 1, 2);
        Assert.Equal(10 - report.Totals.Succeeded, report.Cells.Count(cell => cell.Outcome is BatchOutcome.NotRun));
        Assert.True(File.Exists(bed.Store.JournalOf(report.Id)));

        var rest = await new BatchRunner(client, bed.Store, bed.CreateOptions()).ResumeAsync(report.Id, plan.LimitedTo(new()));
        Assert.Equal((true, 10), (rest.IsComplete, rest.Totals.Succeeded));
    }

    [Fact(Timeout = 120_000)]
    public async Task The_winner_comes_home_whole_or_not_at_all()
    {
        await using var bed = await BatchBed.CreateAsync();
        await using var client = bed.CreateClient();
        var runner = new BatchRunner(client, bed.Store, bed.CreateOptions());
        await bed.Repository.GitAsync("branch", "line");
        var report = await runner.RunAsync(BatchPlan.For("good"));
        var winner = Assert.Single(report.Cells);

        bed.Repository.Write("answer.txt", "mine\n");
        var blocked = await runner.ApplyAsync(report.Id, winner);
        Assert.Equal((IntegrationStatus.Conflict, "answer.txt"), (blocked.Status, Assert.Single(blocked.Files)));
        Assert.Equal("mine\n", await File.ReadAllTextAsync(Path.Combine(bed.Repository.Path, "answer.txt")));

        File.Delete(Path.Combine(bed.Repository.Path, "answer.txt"));
        Assert.Equal(IntegrationStatus.Ok, (await runner.ApplyAsync(report.Id, winner)).Status);
        Assert.Equal("good\n", await File.ReadAllTextAsync(Path.Combine(bed.Repository.Path, "answer.txt")));

        File.Delete(Path.Combine(bed.Repository.Path, "answer.txt"));
        var person = new GitPerson { Name = "A", Email = "a@example.com" };
        var merged = await runner.ApplyToBranchAsync(report.Id, winner, "line", new() { Author = person, Committer = person });
        Assert.Equal(IntegrationStatus.Ok, merged.Status);
        Assert.Equal("good", (await bed.Repository.GitAsync("show", "line:answer.txt")).Trim());
        await bed.AssertNothingIsLeftAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task Hostile_prompts_and_branch_names_are_only_words()
    {
        await using var bed = await BatchBed.CreateAsync(AmpScript.New.Starts().WritesFile("answer.txt", "good\n").Says("<script>alert(1)</script>").ThenSucceeds());
        await using var client = bed.CreateClient();
        string[] branches = ["$(touch${IFS}pwned)", "ünï/<b>&'\"", "-x"];
        foreach (var branch in branches)
        {
            await bed.Repository.GitAsync("update-ref", "refs/heads/" + branch, "HEAD");
        }

        var plan = BatchPlan.For("--help", "; touch pwned #", "=cmd|' /C calc'!A0\n</script><img src=x onerror=alert(1)>\u202e", "../../../etc/passwd").WithBaseCommits([.. branches[..2]]);
        var report = await new BatchRunner(client, bed.Store, bed.CreateOptions()).RunAsync(plan);

        Assert.Equal(8, report.Totals.Succeeded);
        Assert.All(bed.Fake.Runs, run => Assert.DoesNotContain("--help", run.Arguments));
        Assert.False(File.Exists("pwned"));
        Assert.Empty(Directory.EnumerateFiles(bed.Store.Folder, "*pwned*", SearchOption.AllDirectories));
        foreach (var format in Enum.GetValues<BatchReportFormat>())
        {
            var page = Path.Combine(bed.Store.Folder, "page");
            await BatchExporter.ExportAsync(report, format, page, new() { Store = bed.Store });
            var text = await File.ReadAllTextAsync(page);
            Assert.DoesNotContain(format is BatchReportFormat.Html ? "<img src=x" : "\n=cmd", text, StringComparison.Ordinal);
        }

        var refused = await Assert.ThrowsAsync<BatchPlanException>(() => new BatchRunner(client, bed.Store, bed.CreateOptions()).RunAsync(BatchPlan.For("good").WithBaseCommits("no-such-branch", "-x")));
        Assert.NotEmpty(refused.Problems);
        await bed.AssertNothingIsLeftAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task Commands_are_bounded_reported_and_leave_nothing_running()
    {
        await using var bed = await BatchBed.CreateAsync();
        await using var client = bed.CreateClient();
        var options = bed.CreateOptions();
        options.Setup.Add(new("sh", "-c", "echo prepared > prepared.txt"));
        options.Verify.Add(new("sh", "-c", "sleep 600 >/dev/null 2>&1 & setsid sleep 601 >/dev/null 2>&1 & echo started") { Name = "leaves" });
        options.Verify.Add(new("sh", "-c", "sleep 602 & sleep 603") { Name = "slow", TimeLimit = TimeSpan.FromSeconds(1) });
        options.Verify.Add(new("no-such-program-here") { Name = "missing" });
        options.Verify.Add(new("sh", "-c", """printf '<testsuites><testsuite><testcase name="a"/><testcase name="b"><failure/></testcase><testcase name="c"><skipped/></testcase></testsuite></testsuites>' > out-1.xml""") { Name = "tests", TestReport = "out-*.xml" });

        var report = await new BatchRunner(client, bed.Store, options).RunAsync(BatchPlan.For("good"));

        var cell = Assert.Single(report.Cells);
        Assert.Equal(BatchOutcome.VerifyFailed, cell.Outcome);
        Assert.True(Assert.Single(cell.Setup).Passed);
        Assert.Equal([("check", true, 0, false), ("leaves", true, 0, false), ("slow", false, (int?)null, true), ("missing", false, null, false), ("tests", true, 0, false)], cell.Verify.Select(command => (command.Name, command.Passed, command.ExitCode, command.TimedOut)));
        Assert.Equal(new BatchTests(1, 1, 1), cell.Verify[^1].Tests);
        await bed.AssertNothingIsLeftAsync();

        options.Setup.Add(new("sh", "-c", "echo broken; exit 9"));
        var runs = bed.Fake.Runs.Count;
        var failed = Assert.Single((await new BatchRunner(client, bed.Store, options).RunAsync(BatchPlan.For("good"))).Cells);
        Assert.Equal((BatchOutcome.SetupFailed, null, 9, "broken"), (failed.Outcome, failed.Success, failed.Setup[^1].ExitCode, failed.Setup[^1].OutputTail));
        Assert.Equal(runs, bed.Fake.Runs.Count);
    }

    [Fact(Timeout = 120_000)]
    public async Task Services_have_a_runner_with_the_clients_of_its_environments()
    {
        await using var bed = await BatchBed.CreateAsync();
        var services = new ServiceCollection();
        services.AddAmpClient(options => options.CliPath = bed.Fake.Path);
        services.AddAmpClient("other", options => options.CliPath = bed.Fake.Path);
        services.AddSingleton(bed.Store);
        services.AddAmpBatch(options =>
        {
            options.Repository = bed.Repository.Path;
            options.WorktreeDirectory = bed.Worktrees;
        });
        await using var provider = services.BuildServiceProvider();
        var runner = provider.GetRequiredService<BatchRunner>();

        var report = await runner.RunAsync(BatchPlan.For("good").WithEnvironments(new BatchEnvironment("other") { Variables = new Dictionary<string, string?> { ["BATCH_TEST"] = "1" } }));

        Assert.Equal(1, report.Totals.Succeeded);
        Assert.Equal("1", Assert.Single(bed.Fake.Runs).Environment["BATCH_TEST"]);
        Assert.Single(await provider.GetRequiredService<BatchHistory>().GetBatchHistoryAsync().ToListAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => runner.RunAsync(BatchPlan.For("good").WithEnvironments(new BatchEnvironment("nobody"))));
    }

    private static string Read(BatchStore store, BatchReport report, BatchArtifact artifact)
    {
        using var reader = new StreamReader(store.OpenArtifact(report.Id, artifact)!);
        return reader.ReadToEnd();
    }

    private sealed class Follower(Action<BatchProgress> follow) : IProgress<BatchProgress>
    {
        public void Report(BatchProgress value) => follow(value);
    }
}
