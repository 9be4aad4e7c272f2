using System.Text.Json.Nodes;
using Amp.Streaming;

namespace Amp.Client.Permissions;

/// <summary>The part of a rule's text behind the tool: <c>--cmd 'a *' --cmd 'b *' --options.force true</c>.</summary>
internal static class RuleArguments
{
    /// <exception cref="FormatException">It is not of that form.</exception>
    public static IReadOnlyDictionary<string, AmpPermissionPattern> Parse(List<RuleToken> line, int at)
    {
        var root = new JsonObject();
        for (; at < line.Count; at += 2)
        {
            if (!line[at].IsOption)
            {
                // The CLI passes over it, and the rule would match more than it seems to.
                throw line[at].Problem($"expected an argument such as --cmd, found '{line[at].Text}'.");
            }

            Add(root, line[at], RuleText.ValueOf(line, at));
        }

        return root.ToDictionary(static member => member.Key, static member => AmpPermissionPattern.FromJson(RawJson.Parse(member.Value?.ToJsonString() ?? "null")), StringComparer.Ordinal);
    }

    private static void Add(JsonObject root, RuleToken option, RuleToken value)
    {
        var names = option.Text[2..].Split('.');
        var place = root;
        foreach (var name in names[..^1])
        {
            if (!place.TryGetPropertyValue(name, out var inner))
            {
                place[name] = inner = new JsonObject();
            }

            place = inner as JsonObject ?? throw option.Problem($"{option.Text} names a member of something that is no object.");
        }

        if (!place.TryGetPropertyValue(names[^1], out var present))
        {
            place[names[^1]] = JsonNode.Parse(RuleText.ToJson(value).ToString());
            return;
        }

        // Of several, all but the first are text, whatever they look like: as in the CLI.
        var text = JsonNode.Parse(AmpPermissionPattern.Text(value.Text).Json.ToString());
        if (present is JsonArray several)
        {
            several.Add(text);
        }
        else if (present is JsonObject)
        {
            throw option.Problem($"{option.Text} is an object already.");
        }
        else
        {
            place[names[^1]] = new JsonArray(present?.DeepClone(), text);
        }
    }
}
