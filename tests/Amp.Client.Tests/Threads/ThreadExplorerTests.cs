using System.Diagnostics;
using Amp.Client.Processes;

namespace Amp.Client.Tests.Threads;

/// <summary>samples/ThreadExplorer as its user runs it, over threads that real CLIs wrote.</summary>
public sealed class ThreadExplorerTests : IDisposable
{
    private const int Limit = 60_000;
    private const string January = "0.0.1767830505-ga62310";

    private readonly ThreadFolderFixture _threads = new();
    private readonly List<Process> _processes = [];

    public void Dispose()
    {
        foreach (var process in _processes)
        {
            if (!process.HasExited)
            {
                process.Kill();
            }

            process.Dispose();
        }

        _threads.Dispose();
    }

    [Fact(Timeout = Limit)]
    public async Task It_lists_shows_exports_searches_and_counts()
    {
        var tool = RecordedThread.Of(January, "tool").CopyTo(_threads.Folder);
        var hello = RecordedThread.Of("0.0.1774569934-g39e3ec", "hello").CopyTo(_threads.Folder);
        var known = await _threads.Store.ReadAsync(tool);
        _threads.Write("{", "T-broken.json");

        var (exitCode, list, problems) = await RunAsync("list");
        Assert.Equal(0, exitCode);
        Assert.Equal(new[] { hello.Value, tool.Value }.Order(StringComparer.Ordinal), list.Split('\n').Where(line => line.StartsWith("T-", StringComparison.Ordinal)).Select(line => line.Split(' ')[0]).Order(StringComparer.Ordinal));
        Assert.Contains(known!.Info.Title!, list, StringComparison.Ordinal);
        Assert.Contains("! " + Path.Combine(_threads.Folder, "T-broken.json"), problems, StringComparison.Ordinal);

        (exitCode, var shown, _) = await RunAsync("show", tool.Value);
        Assert.Equal(0, exitCode);
        Assert.Contains("  > Bash {", shown, StringComparison.Ordinal);
        Assert.Contains(known.Messages[^1].Text, shown, StringComparison.Ordinal);

        var page = Path.Combine(_threads.Folder, "page.html");
        Assert.Equal(0, (await RunAsync("export", tool.Value, "html", page)).ExitCode);
        Assert.Equal(AmpTranscript.Of(known).Export(AmpTranscriptFormat.Html), await File.ReadAllTextAsync(page));

        (exitCode, var found, _) = await RunAsync("search", "--tool", "Bash");
        Assert.Equal(0, exitCode);
        Assert.StartsWith($"{tool.Value} #", found, StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync("search", "in no thread at all")).ExitCode);

        (exitCode, var usage, _) = await RunAsync("usage");
        Assert.Equal(0, exitCode);
        Assert.Contains("claude-opus-4-5-20251101", usage, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task It_watches_until_it_is_told_to_stop()
    {
        var explorer = Start("watch");
        Assert.EndsWith("CaughtUp", await explorer.StandardOutput.ReadLineAsync(), StringComparison.Ordinal);

        _threads.WriteMessages("""{"role":"user","messageId":0,"content":[{"type":"text","text":"just now"}]}""");
        Assert.Contains($"{ThreadFolderFixture.Id} ThreadAdded", await explorer.StandardOutput.ReadLineAsync(), StringComparison.Ordinal);
        Assert.EndsWith($"{ThreadFolderFixture.Id} MessageAdded user: just now", await explorer.StandardOutput.ReadLineAsync(), StringComparison.Ordinal);

        File.Delete(Path.Combine(_threads.Folder, ThreadFolderFixture.Id + ".json"));
        Assert.EndsWith($"{ThreadFolderFixture.Id} ThreadDeleted", await explorer.StandardOutput.ReadLineAsync(), StringComparison.Ordinal);

        if (!OperatingSystem.IsWindows())
        {
            UnixSignal.SendStop(explorer.Id, AmpStopSignal.Interrupt);
            await explorer.WaitForExitAsync();
            Assert.Equal(130, explorer.ExitCode);
        }
    }

    [Theory(Timeout = Limit)]
    [InlineData(2, "Usage:")]
    [InlineData(2, "Not known: dance.", "dance")]
    [InlineData(1, "There are no threads.", "list")]
    [InlineData(1, "is not kept on this machine", "show", ThreadFolderFixture.Id)]
    [InlineData(1, "neither the id of a thread (T-…) nor a file", "show", "T-nonsense")]
    public async Task What_it_cannot_do_it_says(int expected, string reason, params string[] arguments)
    {
        var (exitCode, _, errors) = await RunAsync(arguments);

        Assert.Equal(expected, exitCode);
        Assert.Contains(reason, errors, StringComparison.Ordinal);
    }

    private async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var explorer = Start(arguments);
        var errors = explorer.StandardError.ReadToEndAsync();
        var output = await explorer.StandardOutput.ReadToEndAsync();
        await explorer.WaitForExitAsync();
        return (explorer.ExitCode, output, await errors);
    }

    private Process Start(params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "..", "..", "ThreadExplorer", Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)), "ThreadExplorer.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments, "--folder", _threads.Folder]) { RedirectStandardOutput = true, RedirectStandardError = true };
        var process = Process.Start(start)!;
        _processes.Add(process);
        return process;
    }
}
