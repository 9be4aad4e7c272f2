using System.Text.RegularExpressions;
using Amp.Client.Cli;
using Amp.Client.Diagnostics;

namespace Amp.Client.Authentication;

/// <summary>Asks the service whether it takes a key, by a CLI command that costs no turn of the agent.</summary>
/// <remarks>
/// <b>Source.</b> Measured with a good key, a bad one (401), a service that fails (500), is down, answers no JSON or does not answer: <c>amp usage</c> (since
/// February 2026; 0.0.1774569934, 0.0.1776788459, 0.0.1790142911) and <c>amp threads search</c> (0.0.1767830505, and all others too) exit 0 with the good key
/// and 1 with the bad one, within two seconds. <c>tools list</c> and <c>skill list</c> exit 0 with any key. A service that does not answer is waited for without end, and
/// without a key the <c>threads</c> commands start the login, so that nothing is run without one.
/// </remarks>
internal sealed partial class SignInCheck(TimeProvider clock)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public async Task<SignInAnswer> AskAsync(CliLocation cli, IReadOnlyDictionary<string, string> variables, CancellationToken cancellationToken)
    {
        var usage = await RunAsync(cli, variables, ["usage"], cancellationToken).ConfigureAwait(false);
        return usage.StandardErrorTail.Any(static line => line.Contains("Unknown command", StringComparison.OrdinalIgnoreCase))
            ? Read(await RunAsync(cli, variables, ["threads", "search", "sign-in-check"], cancellationToken).ConfigureAwait(false))
            : Read(usage);
    }

    internal static SignInAnswer Read(ShortCommandResult result)
    {
        var said = string.Join(' ', result.StandardErrorTail);
        return LoginPrompt.IsAnnouncedBy(result.Output) ? new(false, null, "The CLI asked for a login: it did not find the key.")
            : result.ExitCode is null ? new(null, null, $"The service did not answer within {Limit.TotalSeconds} s.")
            : result.ExitCode is 0 ? new(true, SignedInAs().Match(result.Output) is { Success: true } match ? match.Groups[1].Value.Trim() : null, "")
            : LoginPrompt.IsRefusedBy(result.StandardErrorTail) || RefusedWith401().IsMatch(said) ? new(false, null, said)
            : new(null, null, said.Length > 0 ? said : $"The CLI ended with exit code {result.ExitCode}.");
    }

    private Task<ShortCommandResult> RunAsync(CliLocation cli, IReadOnlyDictionary<string, string> variables, string[] arguments, CancellationToken cancellationToken) => ShortCommand.RunAsync(
        new()
        {
            FileName = cli.FileName,
            Arguments = [.. cli.LeadingArguments, .. arguments],
            // Not the current directory: the settings of somebody's repository are no part of the question.
            WorkingDirectory = Path.GetTempPath(),
            Environment = variables,
            Redact = new SecretRedactor(variables).Redact,
        },
        Limit,
        LoginPrompt.IsAnnouncedBy,
        clock,
        cancellationToken);

    [GeneratedRegex(@"^Signed in as (.+)$", RegexOptions.Multiline)]
    private static partial Regex SignedInAs();

    // As 0.0.1767830505 … 0.0.1776788459 put it: "API request for getUserInfo failed: 401", "Search failed: 401 {…}".
    [GeneratedRegex(@"\bfailed: 401\b|\bnot authorized\b", RegexOptions.IgnoreCase)]
    private static partial Regex RefusedWith401();
}
