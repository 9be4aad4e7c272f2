using Amp.Client;
using Amp.Conformance.Tests.Matrix;
using Amp.Conformance.Tests.Sandboxes;
using Amp.Conformance.Tests.Skipping;

namespace Amp.Conformance.Tests;

/// <summary>Sessions over a real CLI.</summary>
public sealed class SessionTests
{
    [ConformanceTheory]
    [EachCli]
    public async Task Three_turns_are_one_thread_over_a_stop_a_restart_of_the_host_and_another_environment(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        var folder = Path.Combine(sandbox.Home, "sessions");
        var url = sandbox.Service.Url.GetLeftPart(UriPartial.Authority);
        var (blue, green) = (AmpEnvironment.LocalServer(url, sandbox.CliPath) with { Name = "blue" }, AmpEnvironment.LocalServer(url, sandbox.CliPath) with { Name = "green" });
        var registry = new AmpEnvironmentRegistry(new() { Initial = blue, VersionTimeout = TimeSpan.FromSeconds(30) });
        AmpTurnEndedEvent first, second;
        await using (var host = Open())
        {
            await host.CreateAsync(new() { DangerouslyAllowAll = true }, "s");
            first = await AskAsync(host, "@@hello to begin with");
            second = await AskAsync(host, "@@tool to go on");

            // Stopped in the middle of an answer.
            var cut = await host.SendAsync("s", "@@verylow and on and on");
            Assert.True(await Eventually.HoldsAsync(() => sandbox.ModelCalls.Any(call => call.UserTexts.Any(text => text.Contains("@@verylow", StringComparison.Ordinal)))));
            Assert.Equal(AmpSessionStatus.Cancelled, (await host.StopAsync("s")).Status);
            Assert.Equal(AmpTurnOutcome.Cancelled, (await cut.Completion).Outcome);
        }

        await using var next = Open();
        var change = await registry.SwitchAsync(green);
        Assert.Equal(AmpEnvironmentSwitchOutcome.Switched, change.Outcome);
        var third = await AskAsync(next, "@@hello again");

        Assert.All([first, second, third], ended => Assert.Equal((AmpTurnOutcome.Completed, first.Thread, null), (ended.Outcome, ended.Thread, ended.Error)));
        Assert.NotNull(first.Thread);
        var history = sandbox.ModelCalls[^1].UserTexts.ToList();
        Assert.All(["@@hello to begin with", "@@tool to go on", "@@hello again"], prompt => Assert.Contains(prompt, history));

        var events = await next.StreamEventsAsync("s", follow: false).ToListAsync();
        Assert.Equal(Enumerable.Range(1, events.Count), events.Select(happened => (int)happened.SequenceNumber));
        Assert.Equal(("blue", "green"), Assert.Single(events.OfType<AmpSessionRestartedEvent>()) is var restarted ? (restarted.From, restarted.To) : default);
        Assert.Equal([null, first.Thread, first.Thread, first.Thread], events.OfType<AmpTurnStartedEvent>().Select(started => started.Thread));
        Assert.True(await sandbox.IsEmptyAsync());

        SessionManager Open() => new(ClientOf(sandbox, registry), new() { Folder = folder }, registry);

        static async Task<AmpTurnEndedEvent> AskAsync(SessionManager host, string prompt) => await (await host.SendAsync("s", prompt)).Completion;
    }

    private static AmpClient ClientOf(Sandbox sandbox, AmpEnvironmentRegistry registry)
    {
        var options = new AmpClientOptions { ApiKey = sandbox.ApiKey, WorkingDirectory = sandbox.WorkingDirectory, RunTimeout = TimeSpan.FromSeconds(90) };
        foreach (var (name, value) in sandbox.Environment)
        {
            options.EnvironmentVariables[name] = value;
        }

        return new AmpClient(options, environments: registry);
    }
}
