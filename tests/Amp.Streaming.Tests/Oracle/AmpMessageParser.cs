using System.Text.Json;

namespace Amp.Streaming;

/// <summary>Turns one line into a message.</summary>
internal static class AmpMessageParser
{
    /// <summary>Parses one line.</summary>
    /// <returns><see langword="false"/> when the line is not one JSON object; <paramref name="reason"/> then says why.</returns>
    public static bool TryParse(ReadOnlySpan<byte> line, out AmpMessage? message, out MalformedLineReason reason)
    {
        (message, reason) = (null, default);
        if (line.TrimStart(" \t\0"u8) is not [(byte)'{', ..])
        {
            reason = MalformedLineReason.NotJson;
            return false;
        }

        try
        {
            var element = JsonElement.Parse(line, new JsonDocumentOptions { MaxDepth = JsonLimits.MaxDepth });
            message = JsonMessages.Read(element);
            return true;
        }
        catch (JsonException)
        {
            reason = MalformedLineReason.InvalidJson;
            return false;
        }
    }
}
