using Amp.Batch.Tests.Reports;
using Amp.Client;
using Amp.Testing;

namespace Amp.Batch.Tests.Execution;

/// <summary>A repository, a scripted amp, and a store, that are gone after the test.</summary>
internal sealed class BatchBed : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private BatchBed(TestRepository repository, FakeAmp fake) => (Repository, Fake) = (repository, fake);

    public TestRepository Repository { get; }

    public FakeAmp Fake { get; }

    public BatchStore Store => new(Path.Combine(_folder.Path, "batch-results"));

    public string Worktrees => Path.Combine(_folder.Path, "worktrees");

    /// <summary>An agent that does what the prompt says: "good" and "bad" work, a rate limit, a crash, a run that never ends.</summary>
    public static AmpScript Agent { get; } = AmpScript.New
        .ForPrompt("good", AmpScript.New.Starts().WritesFile("answer.txt", "good\n").Says("Done.").ThenSucceeds())
        .ForPrompt("bad", AmpScript.New.Starts().WritesFile("answer.txt", "bad\nworse\n").Says("Done.").ThenSucceeds())
        .ForPrompt("limited", AmpScript.New.Starts().ThenFails("""429 {"type":"error","error":{"type":"rate_limit_error","message":"slow down"}}"""))
        .ForPrompt("refused", AmpScript.New.Starts().WritesFile("answer.txt", "half\n").Says("No.").ThenFails("The model refused"))
        .ForPrompt("silent", AmpScript.New.ExitsWith(7))
        .ForPrompt("crash", AmpScript.New.Starts().Says("I begin.").ExitsWith(7))
        .ForPrompt("hang", AmpScript.New.Starts().Says("I think.").Hangs())
        .ForPrompt("slow", AmpScript.New.Starts().WritesFile("answer.txt", "good\n").Says("I work.").Waits(TimeSpan.FromMilliseconds(250)).ThenSucceeds());

    public static BatchCommand Check { get; } = new("sh", "-c", "cat answer.txt; grep -q good answer.txt") { Name = "check" };

    public static async Task<BatchBed> CreateAsync(AmpScript? script = null) => new(await TestRepository.CreateAsync(), FakeAmp.Playing(script ?? Agent));

    public AmpClient CreateClient() => new(new() { CliPath = Fake.Path });

    public BatchRunnerOptions CreateOptions() => new()
    {
        Repository = Repository.Path,
        WorktreeDirectory = Worktrees,
        Verify = { Check },
        MaxConcurrency = 2,
        MinFreeMemoryBytes = 0,
        FirstBackoff = TimeSpan.FromMilliseconds(5),
        MaxBackoff = TimeSpan.FromMilliseconds(20),
    };

    /// <summary>Gets whether nothing is left of the runs: no worktree, no salvage, no ref of ours, no process, no change in the user's own files.</summary>
    public async Task AssertNothingIsLeftAsync()
    {
        Assert.Single((await Repository.GitAsync("worktree", "list")).Trim().Split('\n'));
        Assert.Equal("", (await Repository.GitAsync("for-each-ref", "refs/amp/salvage")).Trim());
        Assert.Equal("", (await Repository.GitAsync("status", "--porcelain", "--ignored")).Trim());
        Assert.Empty(Directory.Exists(Worktrees) ? Directory.EnumerateFiles(Worktrees, "answer.txt", SearchOption.AllDirectories) : []);
        await Fake.WaitForNoProcessAsync();
        Assert.Empty(Strays());
    }

    public async ValueTask DisposeAsync()
    {
        await Fake.DisposeAsync();
        await Repository.DisposeAsync();
        _folder.Dispose();
    }

    // Everything that runs for a worktree carries its folder.
    private List<string> Strays()
    {
        var found = new List<string>();
        foreach (var process in OperatingSystem.IsLinux() ? Directory.EnumerateDirectories("/proc") : [])
        {
            try
            {
                if (char.IsAsciiDigit(Path.GetFileName(process)[0]) && File.ReadAllText(process + "/environ").Contains("AMP_WORKTREE=" + Worktrees, StringComparison.Ordinal))
                {
                    found.Add(File.ReadAllText(process + "/cmdline").Replace('\0', ' '));
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It ended, or is somebody else's.
            }
        }

        return found;
    }
}
