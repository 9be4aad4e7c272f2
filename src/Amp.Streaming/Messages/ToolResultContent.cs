using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Amp.Streaming;

/// <summary>Looks into the JSON text that most tools answer with.</summary>
internal static class ToolResultContent
{
    public static int? ReadExitCode(string? content)
    {
        // Cheap refusals first: most answers are not of this form, and some are 50 000 characters long.
        if (content is null || !content.StartsWith('{') || !content.Contains("\"exitCode\"", StringComparison.Ordinal))
        {
            return null;
        }

        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(content.Length));
        try
        {
            var length = Encoding.UTF8.GetBytes(content, bytes);
            return ReadExitCode(bytes.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static int? ReadExitCode(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        int? exitCode = null;
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                var isExitCode = reader.ValueTextEquals("exitCode"u8);
                reader.Read();
                if (isExitCode && reader.TokenType is JsonTokenType.Number && reader.TryGetInt32(out var value))
                {
                    exitCode = value;
                }

                reader.Skip();
            }

            return exitCode;
        }
        catch (JsonException)
        {
            // Text that only looks like such an answer, or one that the CLI cut: the exit code is not known.
            return null;
        }
    }
}
