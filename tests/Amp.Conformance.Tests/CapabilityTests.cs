using Amp.Client;
using Amp.Conformance.Tests.Matrix;
using Amp.Conformance.Tests.Sandboxes;
using Amp.Conformance.Tests.Skipping;
using Amp.Streaming;

namespace Amp.Conformance.Tests;

/// <summary>What a CLI offers is found out without a request, and what it does not offer is refused before it is run.</summary>
public sealed class CapabilityTests
{
    [ConformanceTheory]
    [EachCli(Except = CliMatrix.Given)]
    public async Task The_CLI_is_asked_without_a_request_to_the_service(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);

        var capabilities = (await sandbox.Client.GetCliAsync()).Capabilities;

        Assert.True(capabilities.IsKnown);
        Assert.Equal(PinnedVersions.Of($"amp-{cli}"), capabilities.Version);
        Assert.Equal(2026, capabilities.ReleasedAt?.Year);
        Assert.Contains(AmpMode.Smart, capabilities.StreamingModes);
        Assert.True(capabilities.HasCommand("threads continue"));
        Assert.Empty(sandbox.Service.Requests.From(sandbox.ApiKey));
    }

    [ConformanceFact]
    public async Task Todays_native_CLI_tells_its_modes_too()
    {
        await using var sandbox = await Sandbox.CreateNativeAsync();

        var capabilities = (await sandbox.Client.GetCliAsync()).Capabilities;

        Assert.Equal([AmpMode.Low, AmpMode.Medium, AmpMode.High, AmpMode.Ultra], capabilities.Modes);
        Assert.True(capabilities.Supports("--title"));
        Assert.Empty(sandbox.Service.Requests.From(sandbox.ApiKey));
    }

    [ConformanceTheory]
    [EachCli("nosuch")]
    [EachCli("free")]
    [EachCli("ultra")]
    public async Task A_mode_that_the_CLI_does_not_have_never_reaches_it(string cli, string mode)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);

        var refusal = await Assert.ThrowsAsync<AmpCapabilityException>(() => sandbox.Client.RunIterationAsync("@@hello", new() { Mode = mode }));

        Assert.Contains("smart", refusal.Offered);
        Assert.Empty(sandbox.Service.Requests.From(sandbox.ApiKey));

        // It would have refused, too: the run around the check fails.
        await Assert.ThrowsAsync<AmpProcessException>(() => sandbox.Client.RunIterationAsync("@@hello", new() { ExtraArguments = [$"--mode={mode}"] }));
    }

    [ConformanceTheory]
    [EachCli("rush")]
    [EachCli("large")]
    public async Task A_mode_that_cannot_stream_is_refused_and_one_that_can_runs(string cli, string mode)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);

        if (cli == CliMatrix.January)
        {
            var refusal = await Assert.ThrowsAsync<AmpCapabilityException>(() => sandbox.Client.RunIterationAsync("@@hello", new() { Mode = mode }));
            Assert.Equal("0.0.1773432280-gcd86a7", refusal.SinceVersion);
            var told = await Assert.ThrowsAsync<AmpProcessException>(() => sandbox.Client.RunIterationAsync("@@hello", new() { ExtraArguments = [$"--mode={mode}"] }));
            Assert.Contains("Stream JSON mode is not permitted", told.Message, StringComparison.Ordinal);
            return;
        }

        var result = await sandbox.Client.RunIterationAsync("@@hello", new() { Mode = mode });

        Assert.False(result.IsError, result.Error);
    }

    [ConformanceTheory]
    [EachCli]
    public async Task Every_option_that_a_CLI_has_is_understood_by_it(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        var isNew = cli != CliMatrix.January;
        var log = Path.Combine(sandbox.Home, "cli.log");
        var settings = Path.Combine(sandbox.Home, "settings.json");
        await File.WriteAllTextAsync(settings, "{}");
        var servers = new List<McpServerStatus>();

        var options = new AmpRunOptions
        {
            Mode = AmpMode.Smart,
            Thinking = isNew,
            Thread = new() { Visibility = AmpVisibility.Unlisted, Labels = isNew ? ["one", "--two"] : [], ArchiveAfterExecute = isNew ? true : null },
            DangerouslyAllowAll = true,
            McpConfig = """{"dead":{"command":"node","args":["-e","process.exit(1)"],"env":{"KEY":"planted-secret"}}}""",
            Toolbox = [sandbox.AddDirectory("toolbox")],
            SettingsFile = settings,
            Logging = new() { Level = AmpCliLogLevel.Debug, File = log },
        };
        var run = await sandbox.Client.StartAsync(new() { Prompt = "@@slowtext", Options = options });
        await using (run)
        {
            Assert.False(ProcessTable.AnyWithArgument("planted-secret"));
            await foreach (var message in run.ReadMessagesAsync())
            {
                servers.AddRange((message as SystemMessage)?.McpServers ?? []);
            }

            var result = await run.WaitAsync();
            Assert.False(result.IsError, result.Error);
        }

        Assert.Equal("dead", Assert.Single(servers).Name);
        Assert.Contains("debug", await File.ReadAllTextAsync(log), StringComparison.OrdinalIgnoreCase);
        var calls = sandbox.Service.Requests.ServiceCallsFrom(sandbox.ApiKey).Select(call => $"{call.Name} {call.Parameters}").ToList();
        Assert.Contains(calls, call => call.Contains("setThreadMeta", StringComparison.Ordinal) && call.Contains("visibility", StringComparison.Ordinal));
        Assert.Equal(isNew, calls.Any(call => call.Contains("ThreadLabels", StringComparison.Ordinal) && call.Contains("\"--two\"", StringComparison.Ordinal)));
        // From 0.0.1776788459 on as a part of the thread.
        Assert.Equal(isNew, calls.Any(call => call.StartsWith("archiveThread", StringComparison.Ordinal) || call.Contains("\"archived\":true", StringComparison.Ordinal)));
    }

    [ConformanceFact]
    public async Task What_the_oldest_CLI_lacks_is_refused_with_the_version_that_has_it()
    {
        await using var sandbox = await Sandbox.CreateAsync(CliMatrix.January);

        Assert.Equal("0.0.1769314944-g5070a1", (await RefusedAsync(new() { Thinking = true })).SinceVersion);
        Assert.Equal("0.0.1769314944-g5070a1", (await RefusedAsync(new() { Thread = new() { Labels = ["x"] } })).SinceVersion);
        Assert.Equal("0.0.1771243550-geaf318", (await RefusedAsync(new() { Thread = new() { ArchiveAfterExecute = true } })).SinceVersion);
        Assert.Equal("0.0.1790142911-g7618fb", (await RefusedAsync(new() { Thread = new() { Title = "x" } })).SinceVersion);
        Assert.Equal(["smart"], (await RefusedAsync(new() { Model = "gpt-5" })).Offered);
        Assert.Empty(sandbox.Service.Requests.From(sandbox.ApiKey));

        Task<AmpCapabilityException> RefusedAsync(AmpRunOptions options) =>
            Assert.ThrowsAsync<AmpCapabilityException>(() => sandbox.Client.RunIterationAsync("@@hello", options));
    }
}
