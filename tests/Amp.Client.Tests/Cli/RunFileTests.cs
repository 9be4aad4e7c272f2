using Amp.Client.Tests.Runs;
using Amp.Testing;

namespace Amp.Client.Tests.Cli;

/// <summary>MCP servers hold secrets, so they go by a file of the run's own and not among the arguments.</summary>
public sealed class RunFileTests
{
    private const string Flag = "--mcp-config=";

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Mcp_servers_go_by_a_private_file_that_a_reaper_would_find_and_that_goes_with_the_run()
    {
        const string Servers = """{"demo":{"command":"node","env":{"TOKEN":"secret"}}}""";
        await using var run = ScriptedRun.Playing(AmpScript.New.Starts().Hangs());
        await using var started = await run.Client.StartAsync(new() { Prompt = "x", Options = new() { McpConfig = Servers } });
        var arguments = (await run.Cli.WaitForRunsAsync(1))[0].Arguments;

        var file = Assert.Single(arguments, argument => argument.StartsWith(Flag, StringComparison.Ordinal))[Flag.Length..];
        Assert.Equal(Servers, await File.ReadAllTextAsync(file));
        Assert.DoesNotContain("secret", string.Join(' ', arguments), StringComparison.Ordinal);
        var folder = Path.GetDirectoryName(file)!;
        Assert.Equal(2, Directory.GetFiles(folder).Length);   // it, and who made it
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        }

        await started.StopAsync();

        Assert.True(SpinWait.SpinUntil(() => !Directory.Exists(folder), TimeSpan.FromSeconds(10)));
    }
}
