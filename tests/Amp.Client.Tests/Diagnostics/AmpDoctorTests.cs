using System.Buffers;
using System.Text.Json;
using Amp.Client.Tests.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace Amp.Client.Tests.Diagnostics;

public sealed class AmpDoctorTests
{
    private const string Key = "planted-key-of-the-doctor-4715";

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_machine_where_all_is_well_is_healthy()
    {
        await using var machine = new ScriptedMachine();
        machine.Options.EnvironmentVariables["AMP_API_KEY"] = Key;

        var diagnosis = await machine.ExamineAsync();

        Assert.Equal(["cli", "key", "server", "settings", "git", "node", "disk", "processes", "log"], diagnosis.Checks.Select(check => check.Name));
        Assert.True(diagnosis.IsHealthy, diagnosis.ToText());
        Assert.Contains("0.0.1774569934-g39e3ec", machine.Check("cli").Summary, StringComparison.Ordinal);
        Assert.Contains("HTTP 200", machine.Check("server").Summary, StringComparison.Ordinal);
        Assert.Contains(KeyValuePair.Create("modes that stream", "deep, large, rush, smart"), machine.Check("cli").Facts);
        Assert.Contains(KeyValuePair.Create("source", "AmpClientOptions.EnvironmentVariables"), machine.Check("key").Facts);
        Assert.Contains(KeyValuePair.Create("environment", AmpEnvironment.Ambient.Name), machine.Check("server").Facts);
        Assert.DoesNotContain(Key, diagnosis.ToText(), StringComparison.Ordinal);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Everything_that_is_missing_is_said_at_once()
    {
        await using var machine = new ScriptedMachine();
        machine.Options.CliPath = "/nowhere/amp";
        machine.Options.ServerUrl = "http://user:planted-password@127.0.0.1:1/";

        var diagnosis = await machine.ExamineAsync();

        Assert.False(diagnosis.IsHealthy);
        Assert.All(["cli", "key", "server"], name => Assert.Equal(AmpDiagnosisStatus.Problem, machine.Check(name).Status));
        Assert.DoesNotContain("planted-password", diagnosis.ToText(), StringComparison.Ordinal);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_CLI_that_does_not_answer_and_options_out_of_range_are_findings_not_exceptions()
    {
        await using var machine = new ScriptedMachine();
        machine.Options.RunTimeout = TimeSpan.Zero;

        await machine.ExamineAsync();

        Assert.Equal(AmpDiagnosisStatus.Problem, machine.Check("cli").Status);
        Assert.Contains(machine.Check("cli").Details, line => line.Contains(nameof(AmpClientOptions.RunTimeout), StringComparison.Ordinal));
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task The_end_of_the_log_is_shown_without_its_secrets()
    {
        await using var machine = new ScriptedMachine();
        machine.WriteInHome(".local/share/amp/secrets.json", """{"apiKey@http://127.0.0.1:9":"planted-stored-key-4716"}""");
        machine.WriteInHome(".cache/amp/logs/cli.log", string.Join('\n', Enumerable.Range(0, 30).Select(i => $$$"""{"level":"info","message":"line {{{i}}}"}""")) + "\n"
            + """{"message":"sent planted-stored-key-4716"}""" + "\n"
            + """{"headers":{"Authorization":"Bearer planted-bearer-4717","x-api-key":"planted-header-4718"},"tokens":12}""" + "\n"
            + """{"text":"{\"authToken\":\"planted-nested-4719\"} sgamp_user_planted4720 \u001b[31mred\u001b[0m"}""" + "\n");

        await machine.ExamineAsync();

        var log = machine.Check("log");
        Assert.Equal(20, log.Details.Count);
        Assert.Contains("line 29", log.Details[16], StringComparison.Ordinal);
        Assert.DoesNotContain("planted", string.Join('\n', log.Details), StringComparison.Ordinal);
        Assert.Contains("\"tokens\":12", log.Details[18], StringComparison.Ordinal);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task The_JSON_says_what_the_text_says()
    {
        await using var machine = new ScriptedMachine();
        var diagnosis = await machine.ExamineAsync();
        using var stream = new MemoryStream();
        var buffer = new ArrayBufferWriter<byte>();

        diagnosis.WriteJson(stream);
        diagnosis.WriteJson(buffer);

        Assert.Equal(stream.ToArray(), buffer.WrittenSpan.ToArray());
        using var json = JsonDocument.Parse(buffer.WrittenMemory);
        Assert.Equal(diagnosis.IsHealthy, json.RootElement.GetProperty("healthy").GetBoolean());
        var text = diagnosis.ToText();
        Assert.All(json.RootElement.GetProperty("checks").EnumerateArray(), check =>
        {
            Assert.Contains($"[{check.GetProperty("status").GetString()}]", text, StringComparison.Ordinal);
            Assert.Contains($"{check.GetProperty("name").GetString()}: {check.GetProperty("summary").GetString()}\n", text, StringComparison.Ordinal);
        });
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_host_has_the_doctor_of_its_default_client()
    {
        await using var services = new ServiceCollection().AddAmpClient(options => options.CliPath = "/nowhere/named-by-the-host").Services.BuildServiceProvider();

        var diagnosis = await services.GetRequiredService<AmpDoctor>().ExamineAsync();

        Assert.Contains("/nowhere/named-by-the-host", diagnosis.Checks[0].Summary, StringComparison.Ordinal);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Giving_up_throws_with_the_callers_own_token()
    {
        await using var machine = new ScriptedMachine();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        var e = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => machine.ExamineAsync(cancelled.Token));

        Assert.Equal(cancelled.Token, e.CancellationToken);
    }
}
