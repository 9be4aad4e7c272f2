using Amp.Client;

namespace Amp.Batch.Tests.Execution;

/// <summary>A process of its own that runs a batch, to be killed.</summary>
internal static class KilledHost
{
    public const string BatchId = "killed";

    public static BatchPlan Plan { get; } = BatchPlan.For("good 1 slow", "bad 2").WithModes("smart", "rush").Repeated(3);

    public static BatchRunner CreateRunner(IAmpClient client, string repository, string worktrees, string store)
    {
        var options = new BatchRunnerOptions { Repository = repository, WorktreeDirectory = worktrees, MaxConcurrency = 2, MinFreeMemoryBytes = 0 };
        options.Setup.Add(new("sh", "-c", "sleep 604 >/dev/null 2>&1 & echo ready"));
        options.Verify.Add(new("sh", "-c", "sleep 0.2; grep -q good answer.txt"));
        return new(client, new(store), options);
    }

    /// <param name="arguments">The fake's path, the repository, the worktrees' folder, the store's, and the batch's id.</param>
    public static async Task RunAsync(string[] arguments)
    {
        await using var client = new AmpClient(new() { CliPath = arguments[0] });
        var runner = CreateRunner(client, arguments[1], arguments[2], arguments[3]);
        var store = new BatchStore(arguments[3]);
        // The one before may have been killed when all was done.
        if (File.Exists(store.JournalOf(arguments[4])) || store.Exists(arguments[4]))
        {
            await runner.ResumeAsync(arguments[4]);
        }
        else
        {
            await using var run = await runner.StartAsync(Plan, arguments[4]);
            await run.WaitAsync();
        }
    }
}
