using System.Text.Json;

namespace Amp.Client.Diagnostics.Examinations;

/// <summary>One settings file: which keys it has, never their values, and what in it may surprise.</summary>
internal sealed record SettingsFile(string Owner, string Path, bool IsReadable, string Keys, IReadOnlyList<string> Findings)
{
    public const string Managed = "managed";
    public const string Workspace = "workspace";
    public const string User = "user";

    private const string AllowAll = "amp.dangerouslyAllowAll";
    private const string Permissions = "amp.permissions";
    private const int Largest = 4 * 1024 * 1024;

    // As the CLI since 0.0.1774569934; 0.0.1767830505 takes neither.
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static SettingsFile Read((string Owner, string Path) file)
    {
        try
        {
            if (new FileInfo(file.Path).Length > Largest)
            {
                return Unreadable(file, $"larger than {Largest / 1024 / 1024} MiB; not read.");
            }

            using var json = JsonDocument.Parse(File.ReadAllBytes(file.Path), Lenient);
            return json.RootElement.ValueKind is JsonValueKind.Object
                ? new(file.Owner, file.Path, true, Describe(json.RootElement), [.. Find(file.Owner, json.RootElement)])
                : Unreadable(file, "not a JSON object, which ends the CLI.");
        }
        catch (JsonException e)
        {
            // The exception's text may quote the file.
            return Unreadable(file, $"not JSON (line {e.LineNumber + 1}), which ends the CLI.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Unreadable(file, $"cannot be read ({e.GetType().Name}).");
        }
    }

    private static SettingsFile Unreadable((string Owner, string Path) file, string problem) => new(file.Owner, file.Path, false, "unreadable", [problem]);

    private static string Describe(JsonElement settings)
    {
        var keys = settings.EnumerateObject().Select(static entry => entry.Name).Order(StringComparer.Ordinal).ToList();
        return keys.Count == 0 ? "empty" : string.Join(", ", keys);
    }

    private static IEnumerable<string> Find(string owner, JsonElement settings)
    {
        if (settings.TryGetProperty(AllowAll, out var all) && all.ValueKind is JsonValueKind.True)
        {
            yield return $"{AllowAll} is on: the agent runs every tool without asking.";
        }
        else if (owner is Workspace && all.ValueKind is not JsonValueKind.Undefined)
        {
            yield return $"{AllowAll} is set, which wins over the user's and over the caller's.";
        }

        if (!settings.TryGetProperty(Permissions, out var rules))
        {
            yield break;
        }

        if (owner is Workspace)
        {
            yield return $"{Permissions} win over the user's rules and over those that a caller gives.";
        }

        if (rules.ValueKind is not JsonValueKind.Array)
        {
            yield return $"{Permissions} is no list, so none of it holds.";
            yield break;
        }

        var index = 0;
        foreach (var rule in rules.EnumerateArray())
        {
            if (!IsRule(rule))
            {
                yield return $"{Permissions}[{index}] is no rule, and the CLI passes over it in silence: what it should forbid is not forbidden.";
            }

            index++;
        }
    }

    private static bool IsRule(JsonElement rule) =>
        rule.ValueKind is JsonValueKind.Object
        && rule.TryGetProperty("tool", out var tool) && tool.ValueKind is JsonValueKind.String
        && rule.TryGetProperty("action", out var action) && action.ValueKind is JsonValueKind.String
        && action.GetString() is "allow" or "reject" or "ask" or "delegate";
}
