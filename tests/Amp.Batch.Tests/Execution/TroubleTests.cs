using Amp.Batch.Execution;
using Amp.Batch.Tests.Reports;
using Amp.Client;
using Amp.Client.Tests.Configuration;
using Amp.Testing;

namespace Amp.Batch.Tests.Execution;

/// <summary>Trouble that is not a cell's: a full disk, short memory, a missing sign-in, and stopping or pausing at a bad moment.</summary>
public sealed class TroubleTests
{
    [Theory(Timeout = 120_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Results_that_cannot_be_written_end_the_batch_and_count_for_nothing(bool keepsStreams)
    {
        // More than a pipe holds: whoever waits for a reader that is gone would wait for ever.
        await using var bed = await BatchBed.CreateAsync(AmpScript.New.Starts().WritesFile("answer.txt", "good\n").Says(new string('x', 1_000_000)).Says("Done.").ThenSucceeds());
        await using var client = bed.CreateClient();
        var options = bed.CreateOptions();
        options.KeepsStreams = keepsStreams;
        var runner = new BatchRunner(client, bed.Store, options);
        Directory.CreateDirectory(bed.Store.Folder);
        await File.WriteAllTextAsync(bed.Store.FolderOf("full"), "in the way");

        await using (var run = await runner.StartAsync(BatchPlan.For("good").Repeated(3), "full"))
        {
            var lost = await Assert.ThrowsAnyAsync<IOException>(() => run.WaitAsync().WaitAsync(TimeSpan.FromSeconds(60)));
            Assert.Contains("resume it", lost.Message, StringComparison.Ordinal);
        }

        Assert.Equal(["full"], bed.Store.ListUnfinishedIds());
        File.Delete(bed.Store.FolderOf("full"));
        var report = await runner.ResumeAsync("full");
        Assert.Equal((true, 3), (report.IsComplete, report.Totals.Succeeded));
        Assert.Empty(bed.Store.ListUnfinishedIds());
        await bed.AssertNothingIsLeftAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task Where_there_is_no_room_for_worktrees_the_batch_ends_instead_of_passing_over_its_cells()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await using var bed = await BatchBed.CreateAsync(AmpScript.New.Starts().WritesFile("answer.txt", "good\n").ThenSucceeds(new string('x', 150_000)));
        await using var client = bed.CreateClient();
        // A git whose disk is full at the second worktree, and has room again when it is asked without this.
        var (git, made) = (Path.Combine(bed.Repository.Surroundings, "git"), Path.Combine(bed.Repository.Surroundings, "made"));
        await File.WriteAllTextAsync(git, $"#!/bin/sh\ncase \"$*\" in *'worktree add'*) if [ -f '{made}' ]; then echo 'fatal: could not create directory: No space left on device' >&2; exit 128; fi; touch '{made}';; esac\nexec git \"$@\"\n");
        File.SetUnixFileMode(git, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var options = bed.CreateOptions();
        options.Git = new() { ExecutablePath = git };
        var runner = new BatchRunner(client, bed.Store, options);

        await using (var run = await runner.StartAsync(BatchPlan.For("good").Repeated(4), "no-room"))
        {
            Assert.Contains("no room", (await Assert.ThrowsAnyAsync<IOException>(() => run.WaitAsync())).Message, StringComparison.Ordinal);
        }

        options.Git.ExecutablePath = "git";
        var report = await runner.ResumeAsync("no-room");
        Assert.Equal((true, 4), (report.IsComplete, report.Totals.Succeeded));
        Assert.All(report.Cells, static cell => Assert.Equal(100_000, cell.Text!.Length));
        await bed.AssertNothingIsLeftAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_missing_sign_in_says_nothing_about_a_combination_and_is_not_tried_again()
    {
        await using var bed = await BatchBed.CreateAsync(AmpScript.New.AsksForLoginAndHangs());
        await using var client = bed.CreateClient();

        var cell = Assert.Single((await new BatchRunner(client, bed.Store, bed.CreateOptions()).RunAsync(BatchPlan.For("good"))).Cells);

        Assert.Equal((BatchOutcome.Crashed, AmpErrorKind.Unauthorized, null, 1), (cell.Outcome, cell.ErrorKind, cell.Success, cell.Attempts));
        Assert.Single(bed.Fake.Runs);
    }

    [Fact(Timeout = 120_000)]
    public async Task Stopping_leaves_what_had_not_begun_as_it_was_and_may_be_done_twice()
    {
        await using var bed = await BatchBed.CreateAsync();
        await using var client = bed.CreateClient();
        var options = bed.CreateOptions();
        options.MaxConcurrency = 1;
        var runner = new BatchRunner(client, bed.Store, options);
        var run = await runner.StartAsync(BatchPlan.For("hang").Repeated(3), "stopped");
        await WaitForAsync(() => run.Progress.Running == 1 && WorktreesOf(bed) == 2);

        var report = await run.StopAsync();

        Assert.Equal([(BatchOutcome.Cancelled, 1), (BatchOutcome.NotRun, 0), (BatchOutcome.NotRun, 0)], report.Cells.Select(static cell => (cell.Outcome, cell.Attempts)).OrderBy(static cell => cell.Outcome));   // whose worktree is made first goes first
        Assert.Equal((1, 0), (run.Progress.Done, run.Progress.Running));
        Assert.Single(await File.ReadAllLinesAsync(bed.Store.JournalOf("stopped")));
        await run.DisposeAsync();
        await run.DisposeAsync();
        Assert.Same(report, await run.StopAsync());
        await bed.AssertNothingIsLeftAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_paused_batch_does_not_begin_what_is_ready_and_a_resumed_one_knows_at_once_what_is_over()
    {
        await using var bed = await BatchBed.CreateAsync();
        await using var client = bed.CreateClient();
        var options = bed.CreateOptions();
        options.MaxConcurrency = 1;
        var runner = new BatchRunner(client, bed.Store, options);
        BatchRun? run = null;
        var pauses = new Follower(progress =>
        {
            if (progress is { Running: 1, IsPaused: false })
            {
                SpinWait.SpinUntil(() => Volatile.Read(ref run) is not null);
                run!.Pause();
            }
        });
        await using (run = await runner.StartAsync(BatchPlan.For("slow").Repeated(3), "paused", pauses))
        {
            await WaitForAsync(() => run.Progress.Done == 1 && WorktreesOf(bed) == 1);
            Assert.Equal((0, 1), (run.Progress.Running, bed.Fake.Runs.Count));
            await run.StopAsync();
        }

        await using var resumed = await runner.StartResumeAsync("paused");
        Assert.InRange(resumed.Progress.Done, 1, 3);
        Assert.Equal(3, (await resumed.WaitAsync()).Totals.Succeeded);
        Assert.Equal(3, bed.Fake.Runs.Count);
    }

    [Fact(Timeout = 60_000)]
    public async Task Nothing_begins_after_a_back_off_when_somebody_paused_meanwhile()
    {
        var (clock, gate) = (new ManualClock(), new PauseGate());
        var backoff = new Backoff(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5), clock);
        using var slots = new RunSlots(new() { MaxConcurrency = 1 }, gate, backoff, clock);
        backoff.Refused(clock.GetTimestamp());

        var entering = slots.EnterAsync(default);
        gate.Close();
        clock.Advance(TimeSpan.FromSeconds(5));

        // Whoever is let through is let through on another thread; nobody who is kept waits for this.
        Assert.NotSame(entering, await Task.WhenAny(entering, Task.Delay(300)));
        gate.Open();
        await entering;
    }

    [Fact(Timeout = 60_000)]
    public async Task Memory_is_looked_at_when_a_run_begins_and_not_when_its_worktree_is_made()
    {
        var options = new BatchRunnerOptions { MaxConcurrency = 3, MinFreeMemoryBytes = 0 };
        using var slots = new RunSlots(options, new(), new(TimeSpan.Zero, TimeSpan.Zero, TimeProvider.System), TimeProvider.System);
        await slots.EnterAsync(default);
        await slots.EnterAsync(default);
        options.MinFreeMemoryBytes = long.MaxValue;

        using var stop = new CancellationTokenSource();
        var third = slots.EnterAsync(default);
        slots.Leave();
        Assert.False(third.IsCompleted);   // one still runs
        slots.Leave();
        await third;
        var givesUp = slots.EnterAsync(stop.Token);
        Assert.False(givesUp.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => givesUp);
        slots.Leave();
        await slots.EnterAsync(default);
    }

    [Fact]
    public void What_a_container_caches_is_free()
    {
        using var folder = new TemporaryFolder();
        var system = Path.Combine(folder.Path, "meminfo");
        File.WriteAllText(system, "MemTotal:  1000 kB\nMemAvailable:     900 kB\n");
        Assert.Equal(900 * 1024, FreeMemory.Find(system, folder.Path));

        File.WriteAllText(Path.Combine(folder.Path, "memory.max"), "500000\n");
        File.WriteAllText(Path.Combine(folder.Path, "memory.current"), "490000\n");
        File.WriteAllText(Path.Combine(folder.Path, "memory.stat"), "anon 90000\nfile 400000\ninactive_file 300000\n");
        Assert.Equal(310_000, FreeMemory.Find(system, folder.Path));

        File.WriteAllText(Path.Combine(folder.Path, "memory.max"), "max\n");
        Assert.Equal(900 * 1024, FreeMemory.Find(system, folder.Path));
    }

    [Fact(Timeout = 120_000)]
    public async Task What_was_changed_is_read_without_a_ref_that_a_killed_host_would_leave()
    {
        await using var bed = await BatchBed.CreateAsync();
        await using var client = bed.CreateClient();
        var refs = Path.Combine(bed.Repository.Path, ".git", "refs", "amp");
        Directory.CreateDirectory(refs);
        await File.WriteAllTextAsync(Path.Combine(refs, "snapshots"), "in the way of any ref below it");
        var options = bed.CreateOptions();
        options.Verify.Add(new("sh", "-c", "echo s3cr3t-value of the combination") { Name = "tells" });
        var variant = new AmpRunOptions { EnvironmentVariables = new Dictionary<string, string?> { ["THEIR_TOKEN"] = "s3cr3t-value" } };

        var cell = Assert.Single((await new BatchRunner(client, bed.Store, options).RunAsync(BatchPlan.For("good").WithOptions("keyed", variant))).Cells);

        Assert.Equal((BatchOutcome.Succeeded, null, 1), (cell.Outcome, cell.Error, cell.Diff?.Insertions));
        Assert.NotNull(cell.Diff!.Patch);
        Assert.Equal("[REDACTED] of the combination", cell.Verify[^1].OutputTail);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_worktree_that_must_not_be_removed_stays_and_its_cell_says_so()
    {
        await using var bed = await BatchBed.CreateAsync();
        await using var client = bed.CreateClient();
        var options = bed.CreateOptions();
        options.Setup.Add(new("git", "init", "-q", "a-repository-of-its-own"));

        var cell = Assert.Single((await new BatchRunner(client, bed.Store, options).RunAsync(BatchPlan.For("good"))).Cells);

        Assert.Equal((BatchOutcome.Succeeded, 1), (cell.Outcome, WorktreesOf(bed)));
        Assert.Matches("^The worktree '.*' stays: .*a-repository-of-its-own", cell.Error);
    }

    private sealed class Follower(Action<BatchProgress> follow) : IProgress<BatchProgress>
    {
        public void Report(BatchProgress value) => follow(value);
    }

    private static int WorktreesOf(BatchBed bed) => Directory.Exists(bed.Worktrees) ? Directory.EnumerateFiles(bed.Worktrees, ".git", SearchOption.AllDirectories).Count() : 0;

    private static async Task WaitForAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(10);
        }
    }
}
