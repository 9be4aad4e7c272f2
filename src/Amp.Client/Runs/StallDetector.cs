using System.Text.Json;

namespace Amp.Client.Runs;

/// <summary>Recognises the ways in which a CLI hangs for ever, by the shape of the stream and by the thread file where there is one.</summary>
/// <remarks>
/// <b>Source.</b> Recordings <c>refusal</c>, <c>maxtokens</c>, <c>perm_ask</c> and <c>badjson</c> of CLI 0.0.1767830505 and 0.0.1774569934: after a refusal or at the token limit
/// all versions go silent; a tool that needs an approval stops those before 0.0.1773432280; a tool input that breaks off stops those since
/// 0.0.1769314944. Versions since 0.0.1775981571 keep no thread file: there only the first is recognised, and its reason not known.
/// </remarks>
internal sealed class StallDetector(string? threadFolder)
{
    /// <param name="thread">The thread, if it is known yet.</param>
    /// <param name="clocks">What the stream has told.</param>
    /// <returns><see langword="null"/> when the run may still go on.</returns>
    public RunStall? Find(AmpThreadId? thread, RunClocks clocks)
    {
        if (!clocks.IsCutOff && !clocks.IsToolOpen)
        {
            return null;
        }

        return (thread is { } id ? FindInFile(id) : null)
            ?? (clocks.IsCutOff ? new(AmpErrorKind.Other, "The model's answer broke off, as at the token limit or after a refusal, and the CLI went silent.") : null);
    }

    private RunStall? FindInFile(AmpThreadId thread)
    {
        using var json = ThreadFile.TryRead(threadFolder, thread);
        try
        {
            return json is null ? null : FindInMessage(json.RootElement.GetProperty("messages").EnumerateArray().Last());
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException)
        {
            // Of another shape than we know: then the clocks have to do.
            return null;
        }
    }

    private static RunStall? FindInMessage(JsonElement message)
    {
        if (message.TryGetProperty("state", out var state) && Text(state, "type") == "error"
            && state.TryGetProperty("error", out var error) && Text(error, "message") is { } words)
        {
            return new(ErrorClassifier.Classify(words), words);
        }

        foreach (var block in message.GetProperty("content").EnumerateArray())
        {
            if (block.TryGetProperty("run", out var run) && Text(run, "status") == "blocked-on-user")
            {
                return new(AmpErrorKind.ApprovalRequired, $"A tool needs an approval that a run cannot give: {Text(run, "reason") ?? "no rule allows it"}.");
            }

            if (Text(block, "type") == "tool_use" && block.TryGetProperty("complete", out var complete) && complete.ValueKind is JsonValueKind.False)
            {
                return new(AmpErrorKind.Other, "The input of a tool broke off in the model's answer, and the CLI went silent.");
            }
        }

        return null;
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
