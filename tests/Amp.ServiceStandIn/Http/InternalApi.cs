using System.Text.Json;

namespace Amp.ServiceStandIn;

/// <summary>The service's own API, <c>POST /api/internal</c>: users, credits, threads, labels.</summary>
internal sealed class InternalApi(ThreadStore threads)
{
    public const string NotSignedIn = """{"ok":false,"error":{"code":"auth-required","message":"You are not signed in"}}""";

    private const string NoSuchThread = """{"ok":false,"error":{"code":"thread-not-found","message":"Thread not found"}}""";

    private const string User =
        """
        {"id":"user_1","username":"tester","email":"tester@example.com","name":"Tester","firstName":"Tes","lastName":"Ter",
        "emailVerified":true,"features":[],"team":null,"mysteriousMessage":null}
        """;

    public string Answer(ServiceCall call)
    {
        switch (call.Name)
        {
            case "getUserInfo":
                return Ok(User);

            case "getUserFreeTierStatus":
                return Ok("""{"canUseAmpFree":true,"isDailyGrantEnabled":false}""");

            case "uploadThread":
                if (call.Parameters.TryGetProperty("thread", out var uploaded))
                {
                    threads.Put(uploaded);
                }

                return Ok("{}");

            // Since April 2026 a new thread is asked for before its first upload, and must not be there.
            case "getThread":
                return threads.TryGet(ThreadOf(call), out var found) ? Ok($$"""{"thread":{"data":{{found.Value.GetRawText()}} } }""") : NoSuchThread;

            // The April CLI (0.0.1776788459) sends a new thread's visibility, private by default, while it asks the model, and then fetches
            // the thread. When the answer is faster than that, what it fetched overwrites the thread with the answer, or the next prompt,
            // in it, and the CLI waits for ever for a tool that it has forgotten. A real model takes a second and more; this one would have
            // to wait for a CLI of which it cannot see how far it is. Refused, which it does not mind, it fetches nothing.
            case "setThreadMeta" when threads.HasMessages(ThreadOf(call)) && (IsPrivate(call) || !threads.IsAnswered(ThreadOf(call))):
                return """{"ok":false,"error":{"code":"not-now","message":"The thread is private already, or has no answer yet"}}""";

            case "listThreads":
                return Ok($$"""{"threads":[{{string.Join(',', threads.All.Select(ThreadSummary.Short))}}]}""");

            case "deleteThread":
                threads.Remove(ThreadOf(call));
                return Ok("{}");

            case "getThreadLinkInfo":
                return threads.TryGet(ThreadOf(call), out _) ? Ok("""{"creatorUserID":"user_1"}""") : NoSuchThread;

            case "userDisplayBalanceInfo":
                return Ok("""{"displayText":"Signed in as tester@example.com (tester)\nAmp Free: $3/$10 remaining"}""");

            // May 2026 ends without a word when this is an object.
            case "loadPlugins":
                return Ok("[]");

            case "getThreadLabels" or "addThreadLabels" or "setThreadLabels":
                return Ok($"[{string.Join(',', LabelsOf(call).Select(label => $$"""{"name":{{label.GetRawText()}}}"""))}]");

            default:
                return Ok("{}");
        }
    }

    private static string Ok(string result) => $$"""{"ok":true,"result":{{result}}}""";

    private static string ThreadOf(ServiceCall call) =>
        call.Parameters.TryGetProperty("thread", out var thread) && thread.ValueKind == JsonValueKind.String ? thread.GetString()! : "";

    private static bool IsPrivate(ServiceCall call) =>
        call.Parameters.TryGetProperty("meta", out var meta) && meta.TryGetProperty("visibility", out var visibility) && visibility.ValueEquals("private");

    private static List<JsonElement> LabelsOf(ServiceCall call) =>
        call.Parameters.TryGetProperty("labels", out var labels) ? [.. labels.EnumerateArray()] : [];
}
