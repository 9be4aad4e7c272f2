using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Amp.Client.Cli;

/// <summary>A prompt as standard input carries it.</summary>
/// <remarks>
/// As plain text where that is exact. The CLI cuts white space off the end of plain text, refuses an empty prompt, and
/// decodes what it reads piece by piece, so that a character which falls on the seam of two pieces is lost (0.0.1767830505,
/// 0.0.1774569934 and 0.0.1776788459 all do). Such prompts go as one line of <c>--stream-json-input</c>, in ASCII, which
/// every version from 0.0.1767830505 on offers and which arrives exactly.
/// </remarks>
/// <param name="IsJson">Whether the CLI must be told to read JSON lines.</param>
/// <param name="Utf8">The bytes.</param>
internal readonly record struct PromptInput(bool IsJson, ReadOnlyMemory<byte> Utf8)
{
    private const char ByteOrderMark = '\uFEFF';

    // What POSIX promises to be written to a pipe in one piece, and so to be read in one.
    private const int AtomicWrite = 4096;

    public static PromptInput For(string prompt, bool asJson = false) => !asJson && IsExactAsText(prompt) ? new(false, Encoding.UTF8.GetBytes(prompt)) : new(true, JsonLine(prompt));

    private static bool IsExactAsText(string prompt) =>
        prompt.Length > 0
        && !char.IsWhiteSpace(prompt[^1])
        && prompt[^1] != ByteOrderMark
        && prompt[0] != ByteOrderMark
        && !prompt.Contains('\0', StringComparison.Ordinal)
        && (Ascii.IsValid(prompt) || Encoding.UTF8.GetByteCount(prompt) <= AtomicWrite)
        && IndexOfLoneSurrogate(prompt) < 0;

    private static byte[] JsonLine(string prompt) =>
        Encoding.UTF8.GetBytes($$$"""{"type":"user","message":{"role":"user","content":[{"type":"text","text":"{{{Escape(prompt)}}}"}]}}""" + "\n");

    private static string Escape(string prompt)
    {
        var text = new StringBuilder(prompt.Length + 16);
        var rest = prompt.AsSpan();
        while (rest.Length > 0)
        {
            // The framework's encoder replaces a lone surrogate, so that one is written here.
            var lone = IndexOfLoneSurrogate(rest);
            text.Append(JsonEncodedText.Encode(lone < 0 ? rest : rest[..lone], JavaScriptEncoder.Default).ToString());
            if (lone < 0)
            {
                break;
            }

            text.Append("\\u").Append(((int)rest[lone]).ToString("x4", System.Globalization.CultureInfo.InvariantCulture));
            rest = rest[(lone + 1)..];
        }

        return text.ToString();
    }

    // UTF-8 cannot hold one; an escape in JSON can.
    private static int IndexOfLoneSurrogate(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
