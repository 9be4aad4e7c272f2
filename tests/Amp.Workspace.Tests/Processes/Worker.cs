using System.Diagnostics;
using Amp.Client;
using Amp.Workspace.Worktrees;

namespace Amp.Workspace.Tests.Processes;

/// <summary>A process of its own that works on worktrees, and that can end itself at a given step as <c>kill -9</c> does: without a word to anybody.</summary>
internal static class Worker
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Starts one and waits for its end.</summary>
    /// <returns>Its exit code: 0, or 137 when it killed itself; and what it wrote.</returns>
    public static async Task<(int ExitCode, string Output)> StartAsync(params string[] arguments)
    {
        using var process = Begin(arguments);
        try
        {
            var errors = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync().WaitAsync(Limit);
            await process.WaitForExitAsync().WaitAsync(Limit);
            return process.ExitCode is 0 or 137 ? (process.ExitCode, output.Trim()) : throw new InvalidOperationException($"The worker ended with {process.ExitCode}: {await errors}");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    /// <summary>Starts one.</summary>
    public static Process Begin(params string[] arguments) => Process.Start(Describe(arguments))!;

    public static ProcessStartInfo Describe(params string[] arguments) =>
        new("dotnet", [typeof(Worker).Assembly.Location, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };

    /// <param name="arguments">The repository, the base folder, the step to die at or <c>-</c>, the verb, and what it needs.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var worktrees = new WorktreeManager(await GitRepository.OpenAsync(arguments[0]), new() { BaseDirectory = arguments[1] });
        Steps.Reached = step =>
        {
            if (step == arguments[2])
            {
                Process.GetCurrentProcess().Kill();
                Thread.Sleep(Timeout.Infinite);
            }
        };
        switch (arguments[3])
        {
            case "create":
                var made = await worktrees.CreateAsync(new() { NewBranch = arguments[4], Setup = [new("sh", "-c", "echo made > made.txt")] });
                Console.WriteLine(made.Id);
                return 0;
            case "create-slowly":
                // With a run of Amp.Client beside it, when there is a CLI.
                var run = arguments.Length > 6 ? new AmpClient(new() { CliPath = arguments[6] }).RunIterationAsync("x") : Task.CompletedTask;
                await worktrees.CreateAsync(new() { NewBranch = arguments[4], Setup = [new("sh", arguments[5])] });
                await run;
                return 0;
            case "remove":
                await worktrees.RemoveAsync(arguments[4], WorktreeRemovePolicy.Salvaging with { DeleteBranch = true, BreakLock = true });
                return 0;
            case "churn":
                for (var i = 0; i < int.Parse(arguments[4], System.Globalization.CultureInfo.InvariantCulture); i++)
                {
                    var one = await worktrees.CreateAsync(i % 2 == 0 ? null : new() { NewBranch = $"churn-{Environment.ProcessId}-{i}" });
                    await File.WriteAllTextAsync(Path.Combine(one.Path, "work.txt"), $"work {Environment.ProcessId} {i}\n");
                    await using (var tracker = await FileDiffTracker.OpenAsync(one.Path))
                    {
                        await using var snapshot = await tracker.CaptureAsync();
                    }

                    await worktrees.RemoveAsync(one.Id!, WorktreeRemovePolicy.Salvaging with { DeleteBranch = true });
                }

                return 0;
            default:
                return 2;
        }
    }
}
