using System.Text.RegularExpressions;

namespace Amp.Client.Mcp;

/// <summary>Finds what is wrong with the servers of a run before the CLI does, which says "Invalid input" at best and starts without the server at worst.</summary>
internal static partial class McpServerCheck
{
    /// <returns>What is wrong, in a sentence; null when nothing is. No value of a variable or header is quoted.</returns>
    public static string? FindProblem(IReadOnlyDictionary<string, AmpMcpServer> servers) =>
        servers.Select(static server => FindProblem(server.Key, server.Value) is { } problem ? $"['{server.Key}'] {problem}" : null).FirstOrDefault(static problem => problem is not null);

    private static string? FindProblem(string name, AmpMcpServer? server) => server switch
    {
        _ when !Plain().IsMatch(name) => "has a name that the CLI would change. Use letters and digits of ASCII, with single underscores in between.",
        AmpStdioMcpServer stdio => FindProblem(stdio),
        AmpHttpMcpServer http => FindProblem(http),
        _ => "must not be null.",
    };

    private static string? FindProblem(AmpStdioMcpServer server) =>
        string.IsNullOrWhiteSpace(server.Command) ? "has a blank Command: name the program."
        : server.Arguments.Any(static argument => argument is null) ? "has an argument that is null."
        : server.EnvironmentVariables.Any(static variable => variable.Key.Length == 0 || variable.Key.AsSpan().ContainsAny('=', '\0')) ? "has an environment variable whose name no environment can hold."
        : server.EnvironmentVariables.FirstOrDefault(static variable => variable.Value is null).Key is { } missing ? $"has no value for the environment variable '{missing}'."
        : null;

    private static string? FindProblem(AmpHttpMcpServer server) =>
        Address(server.Url, nameof(server.Url))
        ?? (server.Headers.FirstOrDefault(static header => !Token().IsMatch(header.Key)) is { Key: { } bad } ? $"has a header whose name no request can hold: '{bad}'." : null)
        ?? (server.Headers.FirstOrDefault(static header => header.Value is null || header.Value.AsSpan().ContainsAny('\r', '\n', '\0')) is { Key: { } broken } ? $"has a header '{broken}' without a value, or with one of several lines." : null)
        ?? (server.Transport is { } transport && string.IsNullOrWhiteSpace(transport) ? "has a blank Transport; leave it null for the CLI's own." : null)
        ?? (server.OAuth is { } oauth ? FindProblem(oauth) : null);

    private static string? FindProblem(AmpMcpOAuth oauth) =>
        string.IsNullOrWhiteSpace(oauth.ClientId) ? "has a blank OAuth.ClientId."
        : Address(oauth.AuthorizationUrl, "OAuth.AuthorizationUrl")
            ?? Address(oauth.TokenUrl, "OAuth.TokenUrl")
            ?? (oauth.RedirectUrl is { } redirect ? Address(redirect, "OAuth.RedirectUrl") : null)
            ?? (oauth.Scopes.Any(string.IsNullOrWhiteSpace) ? "has a blank among its OAuth.Scopes." : null);

    private static string? Address(Uri? url, string property) =>
        url is { IsAbsoluteUri: true, Scheme: "http" or "https" } ? null : $"has a {property} that is no absolute http or https address.";

    [GeneratedRegex(@"^[A-Za-z0-9]+(?:_[A-Za-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();

    [GeneratedRegex(@"^[!#$%&'*+.^_`|~0-9A-Za-z-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Token();
}
