using System.Diagnostics;
using Amp.Testing;

namespace Amp.Benchmarks.Diffing;

/// <summary>The git commands that one would type, run as barely as .NET can.</summary>
internal sealed class PlainGit(TestRepository repository)
{
    private readonly string _index = Path.Combine(repository.Surroundings, "own-index");

    public async Task<int> StatusAsync() => Lines(await RunAsync("status", "--porcelain"));

    public async Task<int> DiffAsync()
    {
        File.Copy(Path.Combine(repository.Path, ".git", "index"), _index, overwrite: true);
        await RunAsync("add", "--all");
        var tree = (await RunAsync("write-tree")).Trim();
        var patch = await RunAsync("diff-tree", "-r", "-M", "--patch", "--binary", "--full-index", "HEAD", tree);
        return patch.Split("\ndiff --git ").Length;
    }

    private static int Lines(string text) => text.Count(c => c == '\n');

    private async Task<string> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = repository.Path, RedirectStandardOutput = true };
        if (arguments[0] != "status")
        {
            start.Environment["GIT_INDEX_FILE"] = _index;
        }

        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"git {arguments[0]} ended with {process.ExitCode}.");
    }
}
