using System.Buffers;
using Amp.Client.Threads;
using Amp.Streaming;

namespace Amp.Client.Transcripts;

/// <summary>Reads what is one JSON document as a thread, and what is one object a line as a stream.</summary>
internal static class TranscriptImport
{
    private const int LookedInto = 64 * 1024;
    private const int MostProblems = 100;

    public static async Task<AmpTranscript> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var options = new AmpThreadStoreOptions();
        using var thread = ThreadFileReader.TryOpen(new(Path.GetDirectoryName(path)!, AmpThreadRootKind.Cli, "file"), path, options.MaxMessageBytes, out var problem);
        if (thread is null)
        {
            throw new AmpThreadException(problem!, path);
        }

        if (IsStream(path))
        {
            return await ReadStreamAsync(path, cancellationToken).ConfigureAwait(false);
        }

        var id = await thread.ReadIdAsync(cancellationToken).ConfigureAwait(false) ?? ThreadFolder.IdOf(path);
        var outline = await thread.ReadOutlineAsync(cancellationToken).ConfigureAwait(false);
        return id is not { } known || (outline.Info is null && outline.Problem?.Kind is AmpThreadProblemKind.Foreign or AmpThreadProblemKind.Corrupt)
            ? throw new AmpThreadException(
                new(outline.Problem?.Kind ?? AmpThreadProblemKind.Foreign, "It is neither a recording of a stream (one JSON object a line, each with a 'type') nor a thread (one JSON object with 'id' and 'messages')."),
                path)
            : AmpTranscript.Of((await new ThreadReading(thread, ThreadPlaces.Of([]), options).ReadAsync(known, cancellationToken).ConfigureAwait(false))!);
    }

    private static async Task<AmpTranscript> ReadStreamAsync(string path, CancellationToken cancellationToken)
    {
        List<AmpMessage> messages = [];
        List<string> problems = [];
        var reader = new AmpStreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, useAsync: true));
        await foreach (var item in reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            if (item.Message is { } message)
            {
                messages.Add(message);
            }
            else if (item.Malformed is { RecoveredMessages: 0 } line && problems.Count < MostProblems)
            {
                problems.Add($"Line {line.LineNumber} is no message: {line.Reason}.");
            }
        }

        return TranscriptMaking.Of(messages, problems);
    }

    // A thread has no 'type' of its own, and its first line, if it has several, is no whole object.
    private static bool IsStream(string path)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(LookedInto);
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var text = bytes.AsSpan(0, RandomAccess.Read(file, bytes.AsSpan(0, LookedInto), 0));
            while (!text.IsEmpty)
            {
                var end = text.IndexOf((byte)'\n');
                var line = (end < 0 ? text : text[..end]).Trim(" \t\r\uFEFF"u8);
                if (TypeOf(line) is { } isTyped)
                {
                    return isTyped;
                }

                text = end < 0 ? default : text[(end + 1)..];
            }

            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    // Null for a line that tells nothing: blank, or a notice of the CLI.
    private static bool? TypeOf(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty || line[0] is not (byte)'{')
        {
            return null;
        }

        try
        {
            var json = new System.Text.Json.Utf8JsonReader(line, isFinalBlock: false, new(ThreadJson.ReaderOptions));
            json.Read();
            while (json.Read() && json.TokenType is System.Text.Json.JsonTokenType.PropertyName)
            {
                if (json.ValueTextEquals("type"u8))
                {
                    return true;
                }

                if (json.ValueTextEquals("messages"u8) || json.ValueTextEquals("id"u8) || !json.TrySkip())
                {
                    return false;
                }
            }

            return false;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
