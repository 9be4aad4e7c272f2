namespace Amp.Streaming;

/// <summary>Reads the smaller parts of a line that come once a run or never: lists of tools and servers, image sources, fields without a place.</summary>
/// <remarks>What it is given is known to be valid JSON, an object or a list as the name says.</remarks>
internal static class JsonParts
{
    /// <summary>Reads a list of strings.</summary>
    /// <returns><see langword="null"/> when an element is something else.</returns>
    public static string[]? Strings(ReadOnlySpan<byte> json)
    {
        List<string> strings = [];
        var walker = new JsonWalker(json);
        walker.Enter();
        while (walker.TryNext())
        {
            if (!walker.IsString)
            {
                return null;
            }

            strings.Add(walker.Text);
        }

        return [.. strings];
    }

    /// <summary>Reads a list of servers.</summary>
    /// <returns><see langword="null"/> when an element is not a name, a status, and nothing else.</returns>
    public static McpServerStatus[]? Servers(ReadOnlySpan<byte> json)
    {
        List<McpServerStatus> servers = [];
        var walker = new JsonWalker(json);
        walker.Enter();
        while (walker.TryNext())
        {
            if (Words(walker.Value, ["name", "status"]) is not [var name, var status])
            {
                return null;
            }

            servers.Add(new(name, status));
        }

        return [.. servers];
    }

    /// <summary>Reads the source of an image.</summary>
    /// <returns><see langword="null"/> when it is not base64 with a media type, and nothing else.</returns>
    public static ImageBlock? Image(ReadOnlySpan<byte> json) =>
        Words(json, ["type", "media_type", "data"]) is ["base64", var mediaType, var data] ? new(mediaType, data) : null;

    /// <summary>Collects the fields of an object that were not taken.</summary>
    /// <param name="json">The object.</param>
    /// <param name="isTaken">Whether the field of this name was taken.</param>
    public static List<KeyValuePair<string, RawJson>> Rest(ReadOnlySpan<byte> json, Func<string, bool> isTaken)
    {
        List<KeyValuePair<string, RawJson>> rest = [];
        var walker = new JsonWalker(json);
        walker.Enter();
        while (walker.TryNext())
        {
            var name = walker.Text;
            walker.TryNext();
            if (!isTaken(name))
            {
                rest.Add(new(name, RawJson.CopyOfValid(walker.Value)));
            }
        }

        return rest;
    }

    // The values of these fields, in this order; null when the value is no object, when a field is missing or no string, or
    // when there is another field.
    private static string[]? Words(ReadOnlySpan<byte> json, string[] names)
    {
        if (json is not [(byte)'{', ..])
        {
            return null;
        }

        var words = new string?[names.Length];
        var walker = new JsonWalker(json);
        walker.Enter();
        while (walker.TryNext())
        {
            var i = Array.IndexOf(names, walker.Text);
            walker.TryNext();
            if (i < 0)
            {
                return null;
            }

            words[i] = walker.IsString ? walker.Text : null;
        }

        return Array.IndexOf(words, null) >= 0 ? null : (string[])words!;
    }
}
