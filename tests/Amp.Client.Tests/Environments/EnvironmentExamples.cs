using Amp.Client.Tests.Runs;
using Amp.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Amp.Client.Tests.Environments;

/// <summary>The examples of docs/environments.md.</summary>
public sealed class EnvironmentExamples
{
    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Switching()
    {
        await using var cli = FakeAmp.Playing(AmpScript.New.SaysHello());
        var path = cli.Path;
        var services = new ServiceCollection();

        services.AddAmpClient();
        services.AddAmpEnvironments(options =>
        {
            options.Initial = AmpEnvironment.Production;
            options.Environments.Add(AmpEnvironment.LocalCli(path));
            options.Environments.Add(AmpEnvironment.LocalServer("https://localhost:7002") with { AllowUntrustedCertificate = true });
            options.VersionTimeout = TimeSpan.FromSeconds(30);
        });

        await using var provider = services.BuildServiceProvider();
        var environments = provider.GetRequiredService<IAmpEnvironmentRegistry>();
        var announced = "";
        void Show(string text) => announced = text;

        environments.Changed += (_, change) => Show($"New runs go to {change.To}.");
        var answer = await environments.SwitchAsync("local-cli");
        if (!answer.IsCurrent)
        {
            Show($"Still {answer.From.Name}: {answer.Validation}");
        }

        Assert.StartsWith("New runs go to local-cli", announced, StringComparison.Ordinal);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Asking_whether_runs_would_be_let_in()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.ForCommand("usage", AmpScript.New.Prints("Signed in as ann@example.com (ann)\n")), options => options.ApiKey = "sgamp_x");
        var client = run.Client;
        List<string> shown = [];
        void Show(string text) => shown.Add(text);

        var status = await client.EnsureAuthenticatedAsync();
        Show(status.Message);
        foreach (var source in status.Credentials.Sources)
        {
            Show($"{(source.IsFound ? "found" : "not there"),-9} {source.Location} {source.ExpiresAt}");
        }

        Assert.StartsWith("Authenticated successfully.", shown[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeping_the_key()
    {
        var folder = Directory.CreateTempSubdirectory("amp-secrets-");
        var path = Path.Combine(folder.FullName, "secrets.json");
        var services = new ServiceCollection();
        var key = "sgamp_x";

        var secrets = new FileSecretStore(path);
        await secrets.SetAsync("production", key);
        services.AddSingleton<IAmpSecretStore>(secrets);
        services.AddAmpClient(options => options.ApiKeySecret = "production");

        await using var provider = services.BuildServiceProvider();
        Assert.StartsWith("file ", (await provider.GetRequiredService<IAmpClient>().FindCredentialsAsync()).Effective!.Location, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }
}
