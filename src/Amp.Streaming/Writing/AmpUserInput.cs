using System.Buffers;

namespace Amp.Streaming;

/// <summary>Writes the lines that <c>amp --execute --stream-json --stream-json-input</c> reads from standard input.</summary>
/// <remarks>
/// Each line is one turn of the user. A line that arrives while the agent works interrupts it. The CLI reads images since
/// 0.0.1774569934; 0.0.1767830505 answers them with an error.
/// </remarks>
public static class AmpUserInput
{
    /// <summary>Writes one line with one text.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="text">What the user says.</param>
    public static void Write(IBufferWriter<byte> output, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Write(output, [new TextBlock(text)]);
    }

    /// <summary>Writes one line with several blocks.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="content">What the user says and shows: <see cref="TextBlock"/> and <see cref="ImageBlock"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="content"/> holds a block of another kind, which the CLI would refuse by ending.</exception>
    public static void Write(IBufferWriter<byte> output, IReadOnlyList<ContentBlock> content)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(content);
        for (var i = 0; i < content.Count; i++)
        {
            if (content[i] is not (TextBlock or ImageBlock))
            {
                throw new ArgumentException($"Block {i} is a {content[i]?.GetType().Name ?? "null"}. The CLI takes text and images only.", nameof(content));
            }
        }

        var line = new LineWriter(output);
        line.Open("{"u8);
        line.String("type"u8, "user");
        line.Name("message"u8);
        line.Open("{"u8);
        line.String("role"u8, "user");
        BlockWriter.Write(ref line, content);
        line.Close("}"u8);
        line.Close("}"u8);
        output.Write("\n"u8);
    }
}
