using System.Diagnostics;

namespace Amp.Benchmarks.Worktrees;

/// <summary>What one would type.</summary>
internal sealed class BareGit(string repository, string folder)
{
    private int _count;

    public async Task<string> AddAsync()
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"worktree-{_count++}");
        await RunAsync("worktree", "add", "--quiet", "--detach", path);
        return path;
    }

    /// <summary>Takes a worktree away, whoever made it. Not timed.</summary>
    public void Remove(string path)
    {
        Directory.Delete(path, recursive: true);
        Directory.Delete(Path.Combine(repository, ".git", "worktrees", Path.GetFileName(path)), recursive: true);
    }

    private async Task RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = repository })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"git {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }
}
