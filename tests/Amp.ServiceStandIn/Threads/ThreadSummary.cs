using System.Globalization;
using System.Text.Json;

namespace Amp.ServiceStandIn;

/// <summary>A thread, as lists show it.</summary>
internal static class ThreadSummary
{
    /// <summary>As <c>/api/threads</c> gives it.</summary>
    public static string Long(JsonElement thread)
    {
        var changed = Changed(thread);
        var count = MessageCount(thread);
        return $$"""
            {"id":{{Member(thread, "id")}},"v":{{Member(thread, "v")}},"title":{{Member(thread, "title")}},"created":{{Member(thread, "created")}},
            "updatedAt":"{{changed}}","userLastInteractedAt":"{{changed}}","updated":"{{changed}}","messages":{{Member(thread, "messages", "[]")}},
            "creatorUserID":"user_1","visibility":"private","meta":{"visibility":"private","sharedGroupIDs":[]},"messageCount":{{count}},
            "summaryStats":{"diffStats":{"added":0,"deleted":0,"changed":0},"messageCount":{{count}}},
            "env":{{Member(thread, "env")}},"archived":false,"agentMode":{{Member(thread, "agentMode")}},"relationships":[]}
            """;
    }

    /// <summary>As <c>listThreads</c> gives it.</summary>
    public static string Short(JsonElement thread) =>
        $$"""
        {"id":{{Member(thread, "id")}},"title":{{Member(thread, "title")}},"created":{{Member(thread, "created")}},
        "updatedAt":"{{Changed(thread)}}","v":{{Member(thread, "v")}},"messageCount":{{MessageCount(thread)}}}
        """;

    private static string Member(JsonElement thread, string name, string absent = "null") =>
        thread.TryGetProperty(name, out var value) ? value.GetRawText() : absent;

    private static int MessageCount(JsonElement thread) => thread.TryGetProperty("messages", out var messages) ? messages.GetArrayLength() : 0;

    private static string Changed(JsonElement thread)
    {
        var created = thread.TryGetProperty("created", out var value) ? value.GetInt64() : 0;
        return DateTimeOffset.FromUnixTimeMilliseconds(created).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
    }
}
