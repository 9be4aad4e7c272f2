using System.Buffers;
using System.Text;
using System.Text.Json;
using Amp.Streaming;

namespace Amp.Client.Transcripts;

/// <summary>Writes the lines that the CLI streams. A thread has no line of how a run ended, because it does not know.</summary>
internal static class JsonLinesExport
{
    public static IEnumerable<string> Write(AmpTranscript transcript, AmpTranscriptExportOptions options)
    {
        if (transcript.Source is AmpTranscriptSource.Stream)
        {
            return transcript.Messages.Select(Line);
        }

        var messages = transcript.Entries.Select(entry => MessageOf(entry, transcript.ThreadId?.Value, options.IncludeThinking)).OfType<AmpMessage>().Select(Line);
        return messages.Prepend(FirstLine(transcript));
    }

    // Without the tools and the servers: the thread does not say which there were, and an empty list would say that there were none.
    private static string FirstLine(AmpTranscript transcript)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "system");
            json.WriteString("subtype"u8, "init");
            WriteIfKnown(json, "cwd", transcript.WorkingDirectory);
            WriteIfKnown(json, "session_id", transcript.ThreadId?.Value);
            WriteIfKnown(json, "agent_mode", transcript.AgentMode);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void WriteIfKnown(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static AmpMessage? MessageOf(AmpTranscriptEntry entry, string? thread, bool withThinking)
    {
        ContentBlock[] content = [.. entry.Content.Select(block => Told(block, withThinking)).OfType<ContentBlock>()];
        return entry.Role == AmpThreadRole.User ? new UserMessage { Content = content, SessionId = thread }
            : entry.Role == AmpThreadRole.Assistant ? new AssistantMessage { Content = content, StopReason = entry.StopReason, Usage = entry.Usage, Model = entry.Model, SessionId = thread }
            : null;
    }

    // What the thread notes beside, such as whether a call is complete, the stream does not have.
    private static ContentBlock? Told(ContentBlock block, bool withThinking) => block switch
    {
        ThinkingBlock or RedactedThinkingBlock when !withThinking => null,
        ThinkingBlock thinking => thinking with { Signature = null, AdditionalProperties = [] },
        UnknownBlock => block,
        _ => block with { AdditionalProperties = [] },
    };

    private static string Line(AmpMessage message)
    {
        var buffer = new ArrayBufferWriter<byte>();
        AmpMessageWriter.Write(buffer, message);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
