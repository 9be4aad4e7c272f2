using System.Text.Json;

namespace Amp.Client.Authentication;

/// <summary>The file that <c>amp login</c> writes: <c>{"apiKey@&lt;URL&gt;":"…"}</c>.</summary>
/// <remarks>
/// <b>Source.</b> Measured with CLI 0.0.1767830505, 0.0.1774569934, 0.0.1776788459 and 0.0.1790142911: it is <c>amp/secrets.json</c> in
/// <c>XDG_DATA_HOME</c>, else in <c>~/.local/share</c>; the URL is compared letter by letter with <c>AMP_URL</c>, a slash at the end included.
/// </remarks>
internal static class CliSecretsFile
{
    public const string Name = "secrets.json";

    private const string DefaultServer = "https://ampcode.com/";

    /// <returns>Where the file is; <see langword="null"/> when this environment has no home.</returns>
    public static string? PathIn(IReadOnlyDictionary<string, string> variables) =>
        HomeFolder.AmpDataIn(variables) is { } folder ? Path.Combine(folder, Name) : null;

    /// <summary>Whether the CLI will find a key there for the service that it will talk to.</summary>
    public static bool HasKey(IReadOnlyDictionary<string, string> variables) =>
        PathIn(variables) is { } path && SmallJsonFile.Read(path, secrets => NamesOf(variables).Any(name => Holds(secrets, name)));

    // Which spelling of its own address a CLI writes is not known here, so either counts; one that somebody set is taken as it is.
    private static string[] NamesOf(IReadOnlyDictionary<string, string> variables) =>
        variables.GetValueOrDefault("AMP_URL") is { Length: > 0 } url ? [$"apiKey@{url}"] : [$"apiKey@{DefaultServer}", $"apiKey@{DefaultServer.TrimEnd('/')}"];

    private static bool Holds(JsonElement secrets, string name) =>
        secrets.ValueKind is JsonValueKind.Object
        && secrets.TryGetProperty(name, out var key)
        && key.ValueKind is JsonValueKind.String
        && key.GetString() is { Length: > 0 };
}
