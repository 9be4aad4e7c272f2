using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Amp.Client.Sessions.Journal;

/// <summary>Takes secrets out of the texts of a JSON value, and leaves everything else as it is, byte for byte.</summary>
internal static class JsonRedaction
{
    private static readonly JsonReaderOptions Deep = new() { MaxDepth = JournalJson.MaxDepth };

    public static ReadOnlyMemory<byte> Redact(ReadOnlyMemory<byte> json, Func<string, string>? redact)
    {
        if (redact is null)
        {
            return json;
        }

        // By the texts, not over the line: a secret with a quote in it is escaped there, and a replacement in the wrong place would break the line.
        ArrayBufferWriter<byte>? output = null;
        var copied = 0;
        var reader = new Utf8JsonReader(json.Span, Deep);
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName) || TextOf(ref reader) is not { } text)
            {
                continue;
            }

            var redacted = redact(text);
            if (!string.Equals(redacted, text, StringComparison.Ordinal))
            {
                // The token begins at its quote; the reader has passed the closing one, and a name's colon.
                var start = (int)reader.TokenStartIndex;
                output ??= new(json.Length);
                output.Write(json.Span[copied..start]);
                output.Write(Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(redacted)}\""));
                copied = start + 2 + reader.ValueSpan.Length;
            }
        }

        if (output is null)
        {
            return json;
        }

        output.Write(json.Span[copied..]);
        return output.WrittenMemory;
    }

    // Half a surrogate pair is text for the CLI and none for .NET: no secret has one.
    private static string? TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.ValueSpan.Length < 6 ? null : reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
