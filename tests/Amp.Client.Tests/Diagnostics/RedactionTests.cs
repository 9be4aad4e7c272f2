using Amp.Client.Tests.Runs;
using Amp.Testing;

namespace Amp.Client.Tests.Diagnostics;

/// <summary>Plants secrets and searches everything that comes out. What an agent itself says is content, not a sink: the caller asked for it.</summary>
[Collection(nameof(CapturedTelemetry))]
public sealed class RedactionTests
{
    private const string OptionKey = "planted-option-key-4711";
    private const string VariableKey = "planted-variable-key-4712";
    private const string ServiceToken = "planted-service-token-4713";

    // Of the shape that the CLI gives out: 64 hexadecimal digits.
    private static readonly string LoginToken = new string('d', 60) + "4714";

    private static readonly string[] Planted = [OptionKey, VariableKey, ServiceToken, LoginToken];

    private static string Blurt => string.Join(' ', OptionKey, VariableKey, ServiceToken, $"https://ampcode.com/auth/cli-login?authToken={LoginToken}");

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_planted_secret_comes_out_nowhere()
    {
        using var telemetry = new CapturedTelemetry();
        var log = new CapturedLog();
        List<(string Sink, string Text)> sinks = [];

        foreach (var (name, script) in Scripts())
        {
            // Once with the key as an option, once as a variable: the one hides the other.
            foreach (var useOption in new[] { true, false })
            {
                await using var amp = FakeAmp.Playing(script);
                await using var run = await Client(amp, log, useOption).StartAsync(new() { Prompt = "Say what you know.", Options = new() { Timeout = TimeSpan.FromSeconds(20) } });
                sinks.Add(($"{name}: command line", ReadCommandLine(run.ProcessId)));
                try
                {
                    sinks.AddRange(Describe(name, await run.WaitAsync()));
                }
                catch (AmpException e)
                {
                    sinks.Add(($"{name}: exception", $"{e} {string.Join(' ', e.Data.Values.Cast<object>())}"));
                }

                Assert.Contains(useOption ? OptionKey : VariableKey, amp.Runs[0].Environment["AMP_API_KEY"], StringComparison.Ordinal);   // it was there to be told
            }
        }

        sinks.Add(("log", log.Everything));
        sinks.Add(("telemetry", telemetry.Everything));

        Assert.Contains("[REDACTED]", log.Everything, StringComparison.Ordinal);
        Assert.True(telemetry.Spans.Count >= 8, "The spans were not heard.");
        Assert.All(sinks, sink => Assert.All(Planted, secret => Assert.False(sink.Text.Contains(secret, StringComparison.Ordinal), $"{sink.Sink} tells {secret}:\n{sink.Text}")));
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_login_that_is_asked_for_gives_its_address_to_the_caller_alone()
    {
        var log = new CapturedLog();
        await using var amp = FakeAmp.Playing(AmpScript.New.AsksForLoginAndHangs());

        var e = await Assert.ThrowsAsync<AmpAuthenticationException>(() => Client(amp, log, useOption: true).RunIterationAsync("go"));

        var token = e.LoginUrl!.Query.Split('=')[1];
        Assert.Equal(64, token.Length);
        Assert.DoesNotContain(token, e.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(token, log.Everything, StringComparison.Ordinal);
    }

    private static IEnumerable<(string Name, AmpScript Script)> Scripts()
    {
        var says = AmpScript.New.Starts().WritesStderr(Blurt + "\n").Waits(TimeSpan.FromMilliseconds(150));
        yield return ("success", says.Emits(Blurt).Emits($$"""{"type":"assistant","message":"{{Blurt}}"}""").Emits("{" + Blurt).Says("Done.").ThenSucceeds());
        yield return ("failure", says.ThenFails($"429 {Blurt}"));
        yield return ("crash", says.Emits(Blurt).ExitsWith(3));
        yield return ("refused key", says.WritesStderr($"Error: Invalid or missing API key {Blurt}\n").ExitsWith(1));
    }

    private static AmpClient Client(FakeAmp amp, CapturedLog log, bool useOption)
    {
        var options = new AmpClientOptions { CliPath = amp.Path, ShutdownGracePeriod = TimeSpan.FromSeconds(1), ApiKey = useOption ? OptionKey : null };
        options.EnvironmentVariables["MY_SERVICE_TOKEN"] = ServiceToken;
        options.EnvironmentVariables["OTHER_KEYS"] = VariableKey;
        if (!useOption)
        {
            options.EnvironmentVariables["AMP_API_KEY"] = VariableKey;
        }

        options.EnvironmentVariables["PLANTED_SECRET"] = OptionKey;
        return new(options, logger: log);
    }

    private static IEnumerable<(string Sink, string Text)> Describe(string name, AmpResult result) =>
    [
        ($"{name}: result", $"{result} {result.Error} {result.Text}"),
        ($"{name}: standard error", string.Join('\n', result.StandardErrorTail)),
        ($"{name}: malformed lines", string.Join('\n', result.MalformedLines.Select(line => $"{line} {line.Sample}"))),
    ];

    private static string ReadCommandLine(int processId) => OperatingSystem.IsLinux() ? File.ReadAllText($"/proc/{processId}/cmdline") : "";
}
