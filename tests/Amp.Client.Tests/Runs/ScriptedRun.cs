using System.Diagnostics;
using Amp.Testing;

namespace Amp.Client.Tests.Runs;

/// <summary>A client whose CLI plays a script, in a real process.</summary>
internal sealed class ScriptedRun : IAsyncDisposable
{
    /// <summary>Milliseconds that a test which runs a process may take.</summary>
    public const int Limit = 60_000;

    private ScriptedRun(FakeAmp cli, AmpClientOptions options, TimeProvider? clock) => (Cli, Client) = (cli, new AmpClient(options, clock));

    public FakeAmp Cli { get; }

    public AmpClient Client { get; }

    public static ScriptedRun Playing(AmpScript script, Action<AmpClientOptions>? configure = null, TimeProvider? clock = null)
    {
        var cli = FakeAmp.Playing(script);
        var options = new AmpClientOptions { CliPath = cli.Path, ShutdownGracePeriod = TimeSpan.FromSeconds(1) };
        configure?.Invoke(options);
        return new(cli, options, clock);
    }

    /// <summary>Fails unless the CLI and everything it started is gone. A kill is a request, so it is given a moment.</summary>
    public void AssertNothingIsLeft() =>
        Assert.True(SpinWait.SpinUntil(() => Cli.LiveProcesses.Count == 0, TimeSpan.FromSeconds(10)), $"still running: {string.Join(", ", Cli.LiveProcesses)}");

    public static bool IsRunning(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    public ValueTask DisposeAsync() => Cli.DisposeAsync();
}
