using System.Text.RegularExpressions;

namespace Amp.Client.Authentication;

/// <summary>Recognises that the CLI asks a person to sign in, and then waits for ever.</summary>
/// <remarks>
/// <b>Source.</b> Recordings <c>auth_nokey</c> and <c>auth_emptykey</c>: every CLI from 0.0.1767830505 to 0.0.1790142911 prints this
/// to standard output, 0.5 to 1.3 s after its start.
/// </remarks>
internal static partial class LoginPrompt
{
    /// <summary>Whether a line of plain text announces the login.</summary>
    public static bool IsAnnouncedBy(string line) => line.Contains("Starting login flow", StringComparison.Ordinal);

    /// <summary>The address to sign in at, if the line holds it.</summary>
    public static Uri? FindUrl(string line) =>
        Address().Match(line) is { Success: true } match && Uri.TryCreate(match.Value, UriKind.Absolute, out var url) ? url : null;

    public static AmpAuthenticationException ToException(Uri? url) => new(
        "The Amp CLI is not signed in and asked for a login, which a run cannot answer. Set AMP_API_KEY or AmpClientOptions.ApiKey, or run `amp login` once"
        + (url is null ? "." : "; LoginUrl holds the address that it gave."),
        url);

    /// <summary>Whether standard error says that the key was refused.</summary>
    public static bool IsRefusedBy(IEnumerable<string> standardError) => standardError.Any(static line =>
        line.Contains("Invalid or missing API key", StringComparison.Ordinal)
        || line.Contains("Not logged in", StringComparison.Ordinal));

    [GeneratedRegex(@"https?://\S+/auth/cli-login\?\S+")]
    private static partial Regex Address();
}
