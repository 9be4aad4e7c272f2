using Amp.Client;
using Amp.Testing;

namespace HumanInTheLoop;

/// <summary>The CLI that this run uses: the real one when it is there and has a key, else a scripted one.</summary>
internal sealed class ChosenCli : IAsyncDisposable
{
    private const string Choice = "AMP_SAMPLE";

    private const string HowToGetTheRealOne =
        """
        To use the real one: npm install -g @ampcode/cli, then either run `amp login` or set AMP_API_KEY
        (a key is made at https://ampcode.com/settings). AMP_CLI_PATH names a CLI that is not on PATH.
        """;

    private readonly FakeAmp? _scripted;

    private ChosenCli(string path, string description, FakeAmp? scripted = null) => (Path, Description, _scripted) = (path, description, scripted);

    public string Path { get; }

    public string Description { get; }

    public static async Task<ChosenCli> ChooseAsync(CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable(Choice) == "scripted")
        {
            return Scripted($"{Choice}=scripted");
        }

        try
        {
            var cli = await new AmpClient().GetCliAsync(cancellationToken);
            if (cli.CredentialSource is not null)
            {
                return new(
                    cli.Path,
                    $"""
                    Using the real Amp CLI {cli.Version} at {cli.Path} (found by {cli.FoundBy}), with the key in {cli.CredentialSource}.
                    To see the scripted one instead, which needs no key: {Choice}=scripted.
                    """);
            }

            return Scripted($"The Amp CLI {cli.Version} at {cli.Path} is not signed in");
        }
        catch (AmpCliNotFoundException)
        {
            return Scripted("No Amp CLI was found on this machine");
        }
        catch (AmpProcessException e)
        {
            return Scripted(e.Message.TrimEnd('.'));
        }
    }

    public ValueTask DisposeAsync() => _scripted?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static ChosenCli Scripted(string reason)
    {
        var fake = FakeAmp.Playing(Script);
        return new(fake.Path, $"{reason}, so this run uses the scripted CLI of Amp.Testing: a real process, but no model.\n{HowToGetTheRealOne}", fake);
    }

    // Its tools run only where the rules of the run let them, as with the real CLI: the broker is started, and asks us.
    private static AmpScript Script { get; } = AmpScript.New
        .UsesToolIfPermitted("Read", """{"path":"README.md"}""", "1: # Amp SDK for .NET", exitCode: null)
        .UsesToolIfPermitted("Bash", """{"cmd":"git status --short"}""", " M README.md\n")
        .UsesToolIfPermitted("Bash", """{"cmd":"git push origin main"}""", "Everything up-to-date\n")
        .UsesToolIfPermitted("create_file", """{"path":"NOTES.md","content":"# Notes\n"}""", "Created.", exitCode: null)
        .Says("That is what I was allowed to do.")
        .ThenSucceeds();
}
