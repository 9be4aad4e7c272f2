using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Amp.Client.Sessions.Journal;

/// <summary>Opens a log that is there: reads its last file, and cuts off what a host that died has left half-written.</summary>
internal static class JournalRecovery
{
    /// <returns><see langword="null"/> when not one whole event is there: the host died while it made the session, and nobody was told of it.</returns>
    public static async Task<(SessionJournal Journal, SessionState State)?> OpenAsync(string folder, JournalLimits limits, ILogger logger, CancellationToken cancellationToken)
    {
        var segments = JournalSegment.Find(folder).ToList();
        while (segments is [.., var last])
        {
            if (await ReadAsync(last, cancellationToken).ConfigureAwait(false) is var (state, good, header) && (state.Sequence > 0 || segments.Count > 1))
            {
                if (good < last.Length)
                {
                    KeepAside(last, good, logger);
                }

                return (new(folder, limits, segments, good, header), state);
            }

            // It was just being begun: not even its first line is whole.
            File.Delete(last.Path);
            segments.RemoveAt(segments.Count - 1);
        }

        return null;
    }

    private static async Task<(SessionState State, long Good, long Header)?> ReadAsync(JournalSegment segment, CancellationToken cancellationToken)
    {
        using var lines = new SegmentLines(JournalFile.OpenToRead(segment.Path) ?? throw new FileNotFoundException("A file of the log has just gone.", segment.Path), 0);
        if (await lines.NextAsync(cancellationToken).ConfigureAwait(false) is not { } first)
        {
            return null;
        }

        if (ReadHeader(first.Span) is not { } state || state.Sequence != segment.First - 1)
        {
            throw new InvalidDataException($"'{segment.Path}' does not begin as a file of a session's log does. Move the session's folder away, or put the file back from a copy.");
        }

        var header = lines.Position;
        var good = header;
        while (await lines.NextAsync(cancellationToken).ConfigureAwait(false) is { } line
            && EventJson.Read(line) is { } happened && happened.SequenceNumber == state.Sequence + 1)
        {
            (state, good) = (state.Apply(happened), lines.Position);
        }

        return (state, good, header);
    }

    private static SessionState? ReadHeader(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, JournalJson.Readable.SegmentHeader)?.State;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // A torn last line was never shown to anybody. What was damaged otherwise might have been: it is put aside, for a person to look at.
    private static void KeepAside(JournalSegment segment, long good, ILogger logger)
    {
        using var file = JournalFile.OpenToWrite(segment.Path);
        var torn = new byte[Math.Min(file.Length - good, Array.MaxLength)];
        var read = RandomAccess.Read(file.SafeFileHandle, torn, good);
        if (torn.AsSpan(0, read).Contains((byte)'\n'))
        {
            using var aside = JournalFile.Create($"{segment.Path}.{good}.damaged");
            aside.Write(torn.AsSpan(0, read));
        }

        file.SetLength(good);
        SessionLog.TailCut(logger, segment.Path, file.Length, read);
    }
}
