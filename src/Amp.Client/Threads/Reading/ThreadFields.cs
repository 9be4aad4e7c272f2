using System.Text.Json;

namespace Amp.Client.Threads;

/// <summary>Reads the fields of a thread's file that are not its messages.</summary>
internal static class ThreadFields
{
    public static AmpThreadEnvironment? Environment(JsonElement env)
    {
        if (env.Field("initial") is not { ValueKind: JsonValueKind.Object } initial)
        {
            return null;
        }

        var platform = initial.Field("platform") ?? default;
        return new()
        {
            Trees = [.. initial.Items("trees").Where(static tree => tree.ValueKind is JsonValueKind.Object).Select(Tree)],
            Os = platform.Text("os"),
            OsVersion = platform.Text("osVersion"),
            CpuArchitecture = platform.Text("cpuArchitecture"),
            Client = platform.Text("client"),
            ClientType = platform.Text("clientType"),
            ClientVersion = platform.Text("clientVersion"),
            Tags = initial.Texts("tags"),
            AdditionalProperties =
            [
                .. platform.Rest("os", "osVersion", "cpuArchitecture", "client", "clientType", "clientVersion"),
                .. initial.Rest("trees", "platform", "tags"),
                .. env.Rest("initial"),
            ],
        };
    }

    /// <summary>Where the thread works: where it was started, else the first folder that has a path.</summary>
    public static string? WorkingDirectory(JsonElement env, AmpThreadEnvironment? environment) =>
        env.Field("initial")?.Text("cwd") ?? environment?.Trees.Select(static tree => tree.Path).FirstOrDefault(static path => path is not null);

    public static IReadOnlyList<AmpThreadRelationship> Relationships(JsonElement list) =>
        list.ValueKind is not JsonValueKind.Array ? [] : [.. list.EnumerateArray().Select(Relationship).OfType<AmpThreadRelationship>()];

    private static AmpThreadRelationship? Relationship(JsonElement item) => item.ThreadId("threadID") is not { } thread ? null : new(thread, item.Text("type") ?? "")
    {
        Role = item.Text("role"),
        MessageIndex = item.SmallNumber("messageIndex"),
        CreatedAt = item.Time("createdAt"),
        AdditionalProperties = item.Rest("threadID", "type", "role", "messageIndex", "createdAt"),
    };

    private static AmpThreadTree Tree(JsonElement tree)
    {
        var uri = tree.Text("uri");
        var repository = tree.Field("repository");
        return new()
        {
            DisplayName = tree.Text("displayName"),
            Uri = uri ?? tree.Field("uri")?.Text("external"),
            Path = uri is not null ? PathOf(uri) : tree.Field("uri") is { } place ? place.Text("fsPath") ?? place.Text("path") : null,
            Repository = repository is { ValueKind: JsonValueKind.Object } r ? new(r.Text("type"), r.Text("url"), r.Text("ref"), r.Text("sha")) : null,
            AdditionalProperties = tree.Rest("displayName", "uri", repository is { ValueKind: JsonValueKind.Object } known && known.Rest("type", "url", "ref", "sha").Count == 0 ? "repository" : "uri"),
        };
    }

    private static string? PathOf(string uri) =>
        Uri.TryCreate(uri, UriKind.Absolute, out var address) ? address.IsFile ? address.LocalPath : null : null;
}
