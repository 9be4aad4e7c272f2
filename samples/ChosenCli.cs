using Amp.Client;
using Amp.Testing;

namespace Samples;

/// <summary>
/// The CLI that a sample runs: the real one when it is there and has a key, else a scripted one. <c>AMP_CLI_PATH</c> decides when it is set,
/// and <c>AMP_SAMPLE=scripted</c> asks for the scripted one.
/// </summary>
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

    /// <summary>Which one it is and why, for people.</summary>
    public string Description { get; }

    /// <param name="script">What the scripted one does.</param>
    /// <param name="cancellationToken">Gives up asking the real one.</param>
    public static async Task<ChosenCli> ChooseAsync(AmpScript script, CancellationToken cancellationToken = default)
    {
        if (Environment.GetEnvironmentVariable(Choice) == "scripted")
        {
            return Scripted($"{Choice}=scripted");
        }

        try
        {
            await using var client = new AmpClient();
            var cli = await client.GetCliAsync(cancellationToken);
            if (cli.CredentialSource is not null || cli.FoundBy == "AMP_CLI_PATH")
            {
                return new(
                    cli.Path,
                    $"""
                    Using the real Amp CLI {cli.Version} at {cli.Path} (found by {cli.FoundBy}), with {(cli.CredentialSource is { } source ? $"the key in {source}" : "no key that is known here")}.
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

        ChosenCli Scripted(string reason)
        {
            var fake = FakeAmp.Playing(script);
            return new(fake.Path, $"{reason}, so this run uses the scripted CLI of Amp.Testing: a real process, but no model.\n{HowToGetTheRealOne}", fake);
        }
    }

    public ValueTask DisposeAsync() => _scripted?.DisposeAsync() ?? ValueTask.CompletedTask;
}
