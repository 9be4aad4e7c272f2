using Amp.Testing;

namespace Amp.Client.Tests.Authentication;

/// <summary>A client with a home of its own and no key from outside, whose CLI plays a script.</summary>
internal sealed class ScriptedSignIn : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("amp-sign-in-").FullName;

    private ScriptedSignIn(FakeAmp cli) => Cli = cli;

    public FakeAmp Cli { get; }

    public string Home => _folder;

    public static ScriptedSignIn Playing(AmpScript? script = null) => new(FakeAmp.Playing(script ?? AmpScript.New.SaysHello()));

    public AmpClient Client(Action<AmpClientOptions>? configure = null, AmpEnvironment? environment = null, IAmpSecretStore? secrets = null, TimeProvider? clock = null)
    {
        var options = new AmpClientOptions { CliPath = Cli.Path, ShutdownGracePeriod = TimeSpan.FromSeconds(1) };
        foreach (var name in new[] { "AMP_API_KEY", "AMP_TOKEN", "AMP_AUTH_CMD", "AMP_URL", "XDG_DATA_HOME", "ANTHROPIC_API_KEY", "CLAUDE_API_KEY", "CLAUDE_CODE_OAUTH_TOKEN", "ANTHROPIC_AUTH_TOKEN" })
        {
            options.EnvironmentVariables[name] = null;
        }

        options.EnvironmentVariables["HOME"] = Home;
        options.EnvironmentVariables["USERPROFILE"] = Home;
        configure?.Invoke(options);
        if (options.ApiKey is not null)
        {
            options.EnvironmentVariables.Remove("AMP_API_KEY");
        }

        return new(options, clock, environments: environment is null ? null : new AmpEnvironmentRegistry(new() { Initial = environment }), secrets: secrets);
    }

    /// <summary>Writes a file of the home folder.</summary>
    public string Write(string path, string content)
    {
        var file = Path.Combine(Home, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
        return file;
    }

    /// <summary>Writes a script for the shell and gives a command line that runs it.</summary>
    public string Program(string script)
    {
        var file = Write("my programs/key.sh", "#!/bin/sh\n" + script + "\n");
        return $"/bin/sh '{file}'";
    }

    /// <summary>The key that the CLI was given in its last run.</summary>
    public string? LastKey => Cli.Runs[^1].Environment.GetValueOrDefault("AMP_API_KEY");

    public async ValueTask DisposeAsync()
    {
        await Cli.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
