using Amp.Testing;

namespace Chat;

/// <summary>The CLI to talk with: the one that <c>AMP_CLI_PATH</c> names, else a scripted one.</summary>
internal sealed class ChosenCli : IAsyncDisposable
{
    private readonly FakeAmp? _scripted;

    private ChosenCli(string path, string description, FakeAmp? scripted = null) => (Path, Description, _scripted) = (path, description, scripted);

    public string Path { get; }

    public string Description { get; }

    public static ChosenCli Choose()
    {
        if (Environment.GetEnvironmentVariable("AMP_CLI_PATH") is { Length: > 0 } path)
        {
            return new(path, $"Using the Amp CLI at {path}.");
        }

        var fake = FakeAmp.Playing(Script);
        return new(fake.Path, "Using the scripted CLI of Amp.Testing: a real process, but no model. AMP_CLI_PATH names a real one. Say something about files, or just something.", fake);
    }

    public ValueTask DisposeAsync() => _scripted?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static AmpScript Script { get; } = AmpScript.New
        .Starts()
        .Waits(TimeSpan.FromMilliseconds(300))
        .Says("You said: ${prompt}")
        .ThenSucceeds()
        .ForPrompt("files", AmpScript.New
            .UsesTool("Bash", """{"cmd":"ls"}""", "README.md\nsamples\nsrc\ntests\n")
            .Waits(TimeSpan.FromMilliseconds(300))
            .Says("There are four: a README, and the folders samples, src and tests.")
            .ThenSucceeds());
}
