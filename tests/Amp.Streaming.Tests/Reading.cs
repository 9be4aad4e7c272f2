using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Amp.Streaming.Tests.Oracle;

namespace Amp.Streaming.Tests;

/// <summary>Reads whole streams into text that is easy to compare: a line for each item.</summary>
internal static class Reading
{
    /// <summary>Every scanner that this processor can run, whatever the default is.</summary>
    public static IReadOnlyList<LineScanner> Scanners { get; } =
    [
        .. Block512.IsSupported ? [new LineScanner<Block512>()] : Array.Empty<LineScanner>(),
        .. Block256.IsSupported ? [new LineScanner<Block256>()] : Array.Empty<LineScanner>(),
        .. Block128.IsSupported ? [new LineScanner<Block128>()] : Array.Empty<LineScanner>(),
        new LineScanner<BlockScalar>(),
    ];

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static string Write(AmpMessage message)
    {
        var output = new ArrayBufferWriter<byte>();
        AmpMessageWriter.Write(output, message);
        return $"{message.GetType().Name} {message.Absent} {Encoding.UTF8.GetString(output.WrittenSpan[..^1])}";
    }

    public static string Show(AmpStreamItem item) => item.Message is { } message ? Write(message) : Show(item.Malformed!);

    public static string Show(MalformedLine malformed) =>
        $"#{malformed.LineNumber} at {malformed.ByteOffset} long {malformed.Length}: {malformed.Reason}, recovered {malformed.RecoveredMessages}";

    public static Task<List<string>> TypedAsync(string text, int chunk = int.MaxValue, AmpStreamReaderOptions? options = null) => TypedAsync(Utf8(text), chunk, options);

    public static async Task<List<string>> TypedAsync(byte[] bytes, int chunk = int.MaxValue, AmpStreamReaderOptions? options = null, LineScanner? scanner = null)
    {
        List<string> items = [];
        await using var reader = new AmpStreamReader(Pipe(bytes, chunk), options, scanner);
        while (await reader.ReadAsync())
        {
            items.Add(Show(reader.Current));
        }

        Assert.Equal(bytes.Length, reader.BytesRead);
        return items;
    }

    public static async Task<List<string>> FramesAsync(byte[] bytes, int chunk = int.MaxValue, AmpStreamReaderOptions? options = null, LineScanner? scanner = null)
    {
        List<string> items = [];
        await using var reader = new AmpFrameReader(Pipe(bytes, chunk), options, scanner);
        while (await reader.ReadAsync())
        {
            items.Add(reader.Malformed is { } malformed ? Show(malformed) : Write(reader.Current.ToMessage()));
        }

        Assert.Equal(bytes.Length, reader.BytesRead);
        return items;
    }

    /// <summary>What the plain parser makes of a line; <see langword="null"/> when it is not one object or list of strict JSON.</summary>
    public static AmpMessage? Oracle(ReadOnlySpan<byte> line)
    {
        if (!System.Text.Unicode.Utf8.IsValid(line) || line.TrimStart(" \t\r"u8) is not [(byte)'{' or (byte)'[', ..])
        {
            return null;
        }

        try
        {
            return OracleMessages.Read(JsonElement.Parse(line, new JsonDocumentOptions { MaxDepth = JsonLimits.MaxDepth }));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static PipeReader Pipe(byte[] bytes, int chunk) => LineReader.Over(new ChunkedStream(bytes, chunk));
}
