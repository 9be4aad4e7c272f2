using System.Text.RegularExpressions;

namespace Amp.ServiceStandIn;

/// <summary>What lies under <c>/api/threads</c>: one thread, the list, the search, and the synchronisation.</summary>
internal sealed partial class ThreadApi(ThreadStore threads)
{
    public Task AnswerAsync(HttpExchange exchange)
    {
        if (exchange.Path.StartsWith("/api/threads/find", StringComparison.Ordinal))
        {
            var query = exchange.Query("q") ?? "";
            var hits = threads.All.Where(thread => thread.GetRawText().Contains(query, StringComparison.Ordinal));
            return exchange.AnswerAsync($$"""{"threads":[{{string.Join(',', hits.Select(ThreadSummary.Long))}}],"hasMore":false}""");
        }

        if (exchange.Path.StartsWith("/api/threads/sync", StringComparison.Ordinal))
        {
            return exchange.AnswerAsync("""{"threadActions":[]}""");
        }

        if (OneThread().Match(exchange.Path) is { Success: true } one)
        {
            return threads.TryGet(one.Groups[1].Value, out var thread)
                ? exchange.AnswerAsync(thread.Value.GetRawText())
                : exchange.AnswerAsync("""{"error":"Thread not found"}""", 404);
        }

        return exchange.AnswerAsync($"[{string.Join(',', threads.All.Select(ThreadSummary.Long))}]");
    }

    [GeneratedRegex("^/api/threads/(T-[0-9a-f-]+)")]
    private static partial Regex OneThread();
}
