using Amp.Client;
using Amp.Testing;

namespace SessionHost;

/// <summary>The CLI that this host uses: the real one when it is there and has a key, else a scripted one. <c>AMP_CLI_PATH</c> decides when it is set.</summary>
internal sealed class ChosenCli : IAsyncDisposable
{
    private readonly FakeAmp? _scripted;

    private ChosenCli(string path, string description, FakeAmp? scripted = null) => (Path, Description, _scripted) = (path, description, scripted);

    public string Path { get; }

    public string Description { get; }

    public static async Task<ChosenCli> ChooseAsync()
    {
        try
        {
            var cli = await new AmpClient().GetCliAsync();
            if (cli.CredentialSource is not null || cli.FoundBy == "AMP_CLI_PATH")
            {
                return new(cli.Path, $"Using the Amp CLI {cli.Version} at {cli.Path}.");
            }
        }
        catch (AmpException)
        {
            // None here, or none that works.
        }

        var fake = FakeAmp.Playing(AmpScript.New
            .Starts()
            .Waits(TimeSpan.FromMilliseconds(300))
            .UsesTool("Bash", """{"cmd":"ls"}""", "README.md\n")
            .Says("You said '${prompt}' in ${session_id}. This answer comes from the scripted CLI of Amp.Testing.")
            .ThenSucceeds());
        return new(fake.Path, "No Amp CLI with a key was found, so the scripted one of Amp.Testing answers: a real process, but no model.", fake);
    }

    public ValueTask DisposeAsync() => _scripted?.DisposeAsync() ?? ValueTask.CompletedTask;
}
