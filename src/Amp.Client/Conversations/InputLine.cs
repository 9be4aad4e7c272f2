using System.Buffers;
using System.Globalization;
using System.Text;
using Amp.Streaming;

namespace Amp.Client.Conversations;

/// <summary>One line of <c>--stream-json-input</c>, in ASCII: the CLI decodes its input piece by piece, and would lose a character on the seam of two.</summary>
internal static class InputLine
{
    public static ReadOnlyMemory<byte> Of(AmpPrompt prompt) => Of([new TextBlock(prompt.Text)]);

    /// <exception cref="ArgumentException">There is a block that is neither text nor an image.</exception>
    public static ReadOnlyMemory<byte> Of(IReadOnlyList<ContentBlock> content)
    {
        var line = new ArrayBufferWriter<byte>();
        AmpUserInput.Write(line, content);
        return Ascii.IsValid(line.WrittenSpan) ? line.WrittenMemory : Escape(line.WrittenSpan);
    }

    // Outside of strings JSON is ASCII, so that every other character may be written as an escape.
    private static byte[] Escape(ReadOnlySpan<byte> utf8)
    {
        var line = new StringBuilder(utf8.Length + 64);
        foreach (var c in Encoding.UTF8.GetString(utf8))
        {
            if (char.IsAscii(c))
            {
                line.Append(c);
            }
            else
            {
                line.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            }
        }

        return Encoding.ASCII.GetBytes(line.ToString());
    }
}
