using System.Buffers;
using System.Buffers.Text;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Amp.Streaming;

namespace Amp.Client.Sessions.Journal;

/// <summary>Events as lines of JSON. A message of the stream stands in its event byte for byte as the CLI wrote it.</summary>
internal static class EventJson
{
    private const string MessageName = "message";
    private static readonly JsonReaderOptions Deep = new() { MaxDepth = JournalJson.MaxDepth };

    /// <summary>Writes an event, without a line break.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="happened">What.</param>
    /// <param name="redact">Takes secrets out of a message of the stream; <see langword="null"/> when that was done.</param>
    public static void Write(IBufferWriter<byte> output, AmpSessionEvent happened, Func<string, string>? redact = null)
    {
        if (happened is AmpUnknownSessionEvent unknown)
        {
            output.Write(unknown.Json.Utf8.Span);
            return;
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(EventMapping.ToStored(happened), JournalJson.Readable.StoredEvent).AsSpan();
        if (happened is not AmpTurnMessageEvent { Message: var message })
        {
            output.Write(json);
            return;
        }

        var line = new ArrayBufferWriter<byte>();
        AmpMessageWriter.Write(line, message);
        output.Write(json[..^1]);
        output.Write(",\"message\":"u8);
        output.Write(JsonRedaction.Redact(line.WrittenMemory[..^1], redact).Span);
        output.Write("}"u8);
    }

    public static string ToText(AmpSessionEvent happened)
    {
        var output = new ArrayBufferWriter<byte>();
        Write(output, happened);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>Reads an event.</summary>
    /// <param name="line">One line, without its break.</param>
    /// <returns><see langword="null"/> when it is none: torn, or of something else.</returns>
    public static AmpSessionEvent? Read(ReadOnlyMemory<byte> line)
    {
        try
        {
            var stored = JsonSerializer.Deserialize(line.Span, JournalJson.Readable.StoredEvent);
            if (stored is not { Seq: > 0, Type: { } type } || !AmpSessionId.TryParse(stored.Session, null, out var session))
            {
                return null;
            }

            var happened = EventMapping.ToEvent(stored, type == "message.chunk" ? FindMessage(line) : null)
                ?? new AmpUnknownSessionEvent(type, new RawJson(line.Span));
            return happened with { SequenceNumber = stored.Seq, SessionId = session, Timestamp = stored.At };
        }
        catch (Exception e) when (e is JsonException or OverflowException or ArgumentException)
        {
            return ReadUnknown(line);
        }
    }

    /// <summary>Reads the number of an event without reading the event.</summary>
    public static long? ReadSequence(ReadOnlySpan<byte> line)
    {
        var prefix = "{\"seq\":"u8;
        return line.StartsWith(prefix) && Utf8Parser.TryParse(line[prefix.Length..], out long number, out _) ? number : null;
    }

    // A later version may have given a field we know a value that we do not: that is no torn line.
    private static AmpUnknownSessionEvent? ReadUnknown(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var json = JsonDocument.Parse(line, new() { MaxDepth = JournalJson.MaxDepth });
            var root = json.RootElement;
            return root.ValueKind is JsonValueKind.Object
                && root.TryGetProperty("seq", out var seq) && seq.TryGetInt64(out var number)
                && root.TryGetProperty("type", out var type) && type.ValueKind is JsonValueKind.String
                && root.TryGetProperty("session", out var session) && AmpSessionId.TryParse(session.ToString(), null, out var id)
                ? new(type.GetString()!, new RawJson(line.Span)) { SequenceNumber = number, SessionId = id, Timestamp = root.TryGetProperty("at", out var at) && at.TryGetDateTimeOffset(out var time) ? time : default }
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static AmpMessage? FindMessage(ReadOnlyMemory<byte> line)
    {
        var reader = new Utf8JsonReader(line.Span, Deep);
        reader.Read();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var isMessage = reader.ValueTextEquals(MessageName);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isMessage)
            {
                return ReadMessage(line[start..(int)reader.BytesConsumed]);
            }
        }

        return null;
    }

    // One pass over memory: every wait of the reader completes at once.
    private static AmpMessage? ReadMessage(ReadOnlyMemory<byte> json)
    {
        var reader = new AmpStreamReader(PipeReader.Create(new ReadOnlySequence<byte>(json)), new() { MaxLineBytes = Math.Max(json.Length + 1, 1024) });
        var read = reader.ReadAsync();
        var message = read.IsCompletedSuccessfully && read.Result ? reader.Current.Message : null;
        _ = reader.DisposeAsync().AsTask();
        return message;
    }
}
