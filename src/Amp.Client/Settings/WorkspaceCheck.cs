using System.Buffers;
using System.Text.Json;
using Amp.Client.Permissions;

namespace Amp.Client.Settings;

/// <summary>Finds what the repository's settings take away from those of a run.</summary>
/// <remarks>
/// <b>Source.</b> Runs of CLI 0.0.1767830505, 0.0.1774569934 and 0.0.1776788459: the repository's permission rules come before those of the settings file, disabled tools
/// and MCP servers of both count, and any other key of the repository wins.
/// </remarks>
internal static class WorkspaceCheck
{
    private static readonly SearchValues<char> GlobCharacters = SearchValues.Create("*?[]{}()!+@/\\");

    public static IReadOnlyList<AmpSettingsOverride> Check(Workspace workspace, OwnSettings own) =>
        own.IsEmpty ? [] : [.. workspace.SettingsFiles.SelectMany(file => Check(file, own))];

    private static IEnumerable<AmpSettingsOverride> Check(string file, OwnSettings own)
    {
        JsonElement theirs;
        try
        {
            if (SettingsFile.Read(file) is not { } read)
            {
                return [];
            }

            theirs = read;
        }
        catch (AmpConfigurationException e)
        {
            return [new(file, null, $"may win over the settings of the run, but nobody can tell: {e.Message}")];
        }

        return Check(file, theirs, own);
    }

    private static IEnumerable<AmpSettingsOverride> Check(string file, JsonElement theirs, OwnSettings own)
    {
        if (own.IsRestricting && OwnSettings.IsTrue(theirs, SettingKeys.AllowAll))
        {
            yield return new(file, SettingKeys.AllowAll, $"sets {SettingKeys.AllowAll}, which switches the permission rules of the run off.");
        }

        foreach (var ours in own.Json.EnumerateObject())
        {
            if (theirs.TryGetProperty(ours.Name, out var value) && Describe(ours, value, own) is { } effect)
            {
                yield return new(file, ours.Name, effect);
            }
        }
    }

    private static string? Describe(JsonProperty ours, JsonElement theirs, OwnSettings own) => ours.Name switch
    {
        SettingKeys.Permissions => FindRuleInFront(ours.Value, theirs, own.HasHandler) is { } index ? $"has permission rule {index}, which comes before those of the run for the same tool." : null,
        SettingKeys.DisabledTools => null,
        SettingKeys.McpServers => SharesServer(ours.Value, theirs) ? "has another MCP server of the same name." : null,
        SettingKeys.AllowAll when own.IsRestricting => null,   // told already
        _ => JsonElement.DeepEquals(ours.Value, theirs) ? null : $"sets {ours.Name}, which wins over that of the run.",
    };

    private static int? FindRuleInFront(JsonElement ours, JsonElement theirs, bool hasHandler)
    {
        if (theirs.ValueKind is not JsonValueKind.Array)
        {
            return null;   // the CLI does not start with it
        }

        var dropped = PermissionRuleCheck.Check(theirs).Select(static problem => problem.Index).ToHashSet();
        var index = 0;
        foreach (var rule in theirs.EnumerateArray())
        {
            // The very rule that is the first of ours for such a call changes nothing by coming before it.
            // And one that rejects leaves nothing that somebody would have to be asked about.
            if (!dropped.Contains(index) && !(hasHandler && rule.GetProperty("action").GetString() is "reject") && ours.EnumerateArray().Where(own => MayMeet(own, rule)).Take(1).Any(own => !JsonElement.DeepEquals(own, rule)))
            {
                return index;
            }

            index++;
        }

        return null;
    }

    // Which calls match is only known when they come; two names without a pattern in either are the one case that is certain.
    private static bool MayMeet(JsonElement a, JsonElement b) =>
        (a.GetProperty("tool").GetString()!, b.GetProperty("tool").GetString()!) is var (one, other)
        && (one.AsSpan().ContainsAny(GlobCharacters) || other.AsSpan().ContainsAny(GlobCharacters) || string.Equals(one, other, StringComparison.OrdinalIgnoreCase));

    private static bool SharesServer(JsonElement ours, JsonElement theirs) =>
        theirs.ValueKind is JsonValueKind.Object
        && ours.EnumerateObject().Any(server => theirs.TryGetProperty(server.Name, out var other) && !JsonElement.DeepEquals(server.Value, other));
}
