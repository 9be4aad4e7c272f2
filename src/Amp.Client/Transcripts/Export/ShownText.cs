using System.Text.RegularExpressions;
using Amp.Streaming;

namespace Amp.Client.Transcripts;

/// <summary>What a reader is shown of texts: redacted, without control sequences, not longer than asked for.</summary>
internal sealed partial class ShownText(AmpTranscriptExportOptions options)
{
    /// <summary>What a person or the model wrote: all of it.</summary>
    public string Prose(string text) => Clean(text);

    /// <summary>What a tool was given or answered.</summary>
    public string OfTool(string text)
    {
        var clean = Clean(text);
        if (clean.Length <= options.MaxToolTextLength)
        {
            return clean;
        }

        // Not between the two halves of a character.
        var length = options.MaxToolTextLength;
        length -= length > 0 && char.IsHighSurrogate(clean[length - 1]) ? 1 : 0;
        return $"{clean[..length]}\n… {clean.Length - length:N0} more characters are left out.";
    }

    /// <summary>What a call is about, in one line.</summary>
    public string? Subject(AmpTranscriptToolCall call)
    {
        if (call.Input?.Element is not { ValueKind: System.Text.Json.JsonValueKind.Object } input)
        {
            return null;
        }

        string? first = null;
        foreach (var field in input.EnumerateObject())
        {
            if (field.Value.ValueKind is System.Text.Json.JsonValueKind.String)
            {
                var text = Threads.ThreadJson.Text(field.Value);
                first ??= text;
                if (field.Name is "cmd" or "command" or "path" or "file_path" or "description" or "query" or "pattern" or "url")
                {
                    first = text;
                    break;
                }
            }
        }

        return first is null ? null : OneLine(Clean(first), 120);
    }

    /// <summary>The input as it is to be read: a command as such, anything else as JSON.</summary>
    public string? Input(AmpTranscriptToolCall call) => call.Input is not { } input ? null : OfTool(Command(call) is { } command ? "$ " + command : Indented(input));

    private static string? Command(AmpTranscriptToolCall call) =>
        call.Name is "Bash" && call.Input?.Element is { ValueKind: System.Text.Json.JsonValueKind.Object } input ? Threads.ThreadJson.Text(input, "cmd") ?? Threads.ThreadJson.Text(input, "command") : null;

    public static string OneLine(string text, int longest)
    {
        var line = Space().Replace(text, " ").Trim();
        return line.Length <= longest ? line : line[..(char.IsHighSurrogate(line[longest - 1]) ? longest - 1 : longest)] + "…";
    }

    private static string Indented(RawJson json)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using var writer = new System.Text.Json.Utf8JsonWriter(buffer, new() { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = Threads.ThreadJson.MaxDepth });
        try
        {
            json.Element.WriteTo(writer);
            writer.Flush();
        }
        catch (InvalidOperationException)
        {
            return json.ToString();   // half of a surrogate pair, which the writer refuses: as it stands, then
        }

        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private string Clean(string text)
    {
        var redacted = options.Redact?.Invoke(text) ?? text;
        return Whole(Control().Replace(Sequence().Replace(redacted.ReplaceLineEndings("\n"), ""), "\uFFFD"));
    }

    // Half of a surrogate pair, which the CLI lets be, is no text for anything that is written.
    private static string Whole(string text) =>
        text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0 ? text : string.Concat(text.EnumerateRunes().Select(static rune => rune.ToString()));

    // What colours a terminal.
    [GeneratedRegex(@"\x1B(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1B]*(?:\x07|\x1B\\))")]
    private static partial Regex Sequence();

    [GeneratedRegex(@"[\x00-\x08\x0B-\x1F\x7F-\x9F]")]
    private static partial Regex Control();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
