using System.Text.Json;

namespace Amp.Streaming;

/// <summary>Reads the smaller parts of a line that come once a run or never: lists of tools and servers, image sources, fields without a place.</summary>
/// <remarks>What it is given is known to be valid JSON; so the framework's reader, which is slower, cannot fail on it.</remarks>
internal static class JsonParts
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = JsonLimits.MaxDepth };

    /// <summary>Reads a list of strings.</summary>
    /// <returns><see langword="null"/> when an element is something else.</returns>
    public static string[]? Strings(ReadOnlySpan<byte> json)
    {
        List<string> strings = [];
        var reader = new Utf8JsonReader(json, Options);
        reader.Read();
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            if (reader.TokenType is not JsonTokenType.String)
            {
                return null;
            }

            strings.Add(JsonText.OfEscaped(reader.ValueSpan));
        }

        return [.. strings];
    }

    /// <summary>Reads a list of servers.</summary>
    /// <returns><see langword="null"/> when an element is not a name, a status, and nothing else.</returns>
    public static McpServerStatus[]? Servers(ReadOnlySpan<byte> json)
    {
        List<McpServerStatus> servers = [];
        var reader = new Utf8JsonReader(json, Options);
        reader.Read();
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            if (reader.TokenType is not JsonTokenType.StartObject || Words(ref reader, "name", "status") is not [{ } name, { } status])
            {
                return null;
            }

            servers.Add(new(name, status));
        }

        return [.. servers];
    }

    /// <summary>Reads the source of an image.</summary>
    /// <returns><see langword="null"/> when it is not base64 with a media type, and nothing else.</returns>
    public static ImageBlock? Image(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, Options);
        reader.Read();
        return reader.TokenType is JsonTokenType.StartObject && Words(ref reader, "type", "media_type", "data") is ["base64", { } mediaType, { } data]
            ? new(mediaType, data)
            : null;
    }

    /// <summary>Collects the fields of an object that were not taken.</summary>
    /// <param name="json">The object.</param>
    /// <param name="isTaken">Whether the field of this name was taken.</param>
    public static List<KeyValuePair<string, RawJson>> Rest(ReadOnlySpan<byte> json, Func<string, bool> isTaken)
    {
        List<KeyValuePair<string, RawJson>> rest = [];
        var reader = new Utf8JsonReader(json, Options);
        reader.Read();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var name = JsonText.OfEscaped(reader.ValueSpan);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (!isTaken(name))
            {
                rest.Add(new(name, RawJson.CopyOfValid(json[start..(int)reader.BytesConsumed])));
            }
        }

        return rest;
    }

    // The values of these fields, in this order; null when one is missing or no string, or when there is another field.
    private static string[]? Words(ref Utf8JsonReader reader, params ReadOnlySpan<string> names)
    {
        var words = new string?[names.Length];
        var isOdd = false;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var i = names.IndexOf(JsonText.OfEscaped(reader.ValueSpan));
            reader.Read();
            if (i < 0)
            {
                isOdd = true;
            }
            else
            {
                words[i] = reader.TokenType is JsonTokenType.String ? JsonText.OfEscaped(reader.ValueSpan) : null;
            }

            reader.Skip();
        }

        return isOdd || Array.IndexOf(words, null) >= 0 ? null : (string[])words!;
    }
}
