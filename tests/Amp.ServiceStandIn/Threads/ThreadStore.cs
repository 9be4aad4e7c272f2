using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Amp.ServiceStandIn;

/// <summary>The threads that CLIs have uploaded, each in its latest form. Safe for use by several threads.</summary>
public sealed class ThreadStore
{
    private readonly ConcurrentDictionary<string, JsonElement> _byId = new(StringComparer.Ordinal);

    /// <summary>Gets the ids of all threads.</summary>
    public IReadOnlyList<string> Ids => [.. _byId.Keys];

    /// <summary>Gets all threads, as they were uploaded.</summary>
    public IReadOnlyList<JsonElement> All => [.. _byId.Values];

    /// <summary>Gets a thread.</summary>
    public bool TryGet(string id, [NotNullWhen(true)] out JsonElement? thread)
    {
        thread = _byId.TryGetValue(id, out var found) ? found : null;
        return thread is not null;
    }

    /// <summary>Gets whether a thread, as it was uploaded last, has messages.</summary>
    internal bool HasMessages(string id) => MessagesOf(id).Any();

    /// <summary>Gets whether a thread, as it was uploaded last, has a whole message of the model's.</summary>
    internal bool IsAnswered(string id) => MessagesOf(id).Any(static message =>
        message.TryGetProperty("role", out var role) && role.ValueEquals("assistant")
        && message.TryGetProperty("state", out var state) && state.TryGetProperty("type", out var type) && type.ValueEquals("complete"));

    internal void Put(JsonElement thread)
    {
        if (thread.TryGetProperty("id", out var id) && id.GetString() is { } name)
        {
            _byId[name] = thread.Clone();
        }
    }

    internal void Remove(string id) => _byId.TryRemove(id, out _);

    private JsonElement.ArrayEnumerator MessagesOf(string id) =>
        TryGet(id, out var thread) && thread.Value.TryGetProperty("messages", out var messages) ? messages.EnumerateArray() : default;
}
