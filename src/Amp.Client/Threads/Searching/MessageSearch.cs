using System.Text.Json;
using Amp.Streaming;

namespace Amp.Client.Threads;

/// <summary>Searches the messages of one thread, in order.</summary>
internal sealed class MessageSearch(AmpThreadQuery query, AmpThreadInfo thread)
{
    // As many calls as are remembered for their answers: of their paths and their names.
    private const int MostCalls = 10_000;

    private readonly Dictionary<string, (string Tool, bool HasPath)> _calls = new(StringComparer.Ordinal);
    private readonly string? _path = query.Path is { Length: > 0 } path ? Slashes(path) : null;
    private readonly string? _text = query.Text is { Length: > 0 } text ? text : null;
    private readonly string? _tool = query.Tool is { Length: > 0 } tool ? tool : null;

    private bool IsAboutTools => _tool is not null || _path is not null;

    public AmpThreadHit? InTitle() =>
        IsAboutTools || !thread.IsTitled || query.Since is not null || query.Until is not null ? null : Hit(AmpThreadHitKind.Title, thread.Title);

    public IEnumerable<AmpThreadHit> In(AmpThreadMessage message)
    {
        foreach (var hit in message.Content.Select(block => In(block, message)).OfType<AmpThreadHit>())
        {
            if ((query.Since is not { } since || message.Timestamp >= since) && (query.Until is not { } until || message.Timestamp < until))
            {
                yield return hit with { MessageIndex = message.Index, Role = message.Role, Timestamp = message.Timestamp };
            }
        }
    }

    private AmpThreadHit? In(ContentBlock block, AmpThreadMessage message)
    {
        switch (block)
        {
            case TextBlock text when !IsAboutTools:
                return Hit(AmpThreadHitKind.Text, text.Text);
            case ThinkingBlock thought when !IsAboutTools:
                return Hit(AmpThreadHitKind.Thinking, thought.Thinking);
            case ToolUseBlock call:
                var hasPath = _path is null || HasPath(call.Input.Element);
                if (_calls.Count < MostCalls)
                {
                    _calls[call.Id] = (call.Name, hasPath);
                }

                return IsTool(call.Name) && hasPath ? Hit(AmpThreadHitKind.ToolCall, Words(call.Input.Element), call.Name) : null;
            case ToolResultBlock answer:
                return InAnswer(answer, message.ToolResults.FirstOrDefault(result => result.ToolUseId == answer.ToolUseId));
            default:
                return null;
        }
    }

    // Without a text the call has been found already.
    private AmpThreadHit? InAnswer(ToolResultBlock answer, AmpThreadToolResult? result)
    {
        var isKnown = _calls.TryGetValue(answer.ToolUseId, out var call);
        var hasPath = _path is null || (isKnown && call.HasPath) || result?.TrackedFiles.Any(IsPath) is true;
        var tool = isKnown ? call.Tool : result?.ToolName;
        return (_text is null && isKnown && call.HasPath) || !IsTool(tool) || !hasPath ? null : Hit(AmpThreadHitKind.ToolResult, result?.Text ?? answer.Content, tool);
    }

    private bool IsTool(string? name) =>
        _tool is null || (name is not null && (_tool.EndsWith('*') ? name.StartsWith(_tool[..^1], StringComparison.OrdinalIgnoreCase) : name.Equals(_tool, StringComparison.OrdinalIgnoreCase)));

    private bool HasPath(JsonElement input) => Strings(input).Any(IsPath);

    private bool IsPath(string text) => Slashes(text).Contains(_path!, StringComparison.OrdinalIgnoreCase);

    private static string Slashes(string path) => path.Replace('\\', '/');

    // The values only: nobody looks for the names of the parameters, and escapes would hide what is there.
    private static string Words(JsonElement input) => string.Join(' ', Strings(input));

    private static IEnumerable<string> Strings(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [ThreadJson.Text(value)!],
        JsonValueKind.Object => value.EnumerateObject().SelectMany(static field => Strings(field.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Strings),
        JsonValueKind.Number => [value.GetRawText()],
        _ => [],
    };

    private AmpThreadHit? Hit(AmpThreadHitKind kind, string? text, string? tool = null)
    {
        var at = text is null ? -1 : _text is null ? 0 : text.IndexOf(_text, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return null;
        }

        var snippet = Snippet.Of(text!, at, _text?.Length ?? 0, query.SnippetContext);
        return new(thread, kind) { ToolName = tool, Snippet = snippet.Text, MatchStart = snippet.Start, MatchLength = snippet.Length };
    }
}
