using System.Runtime.CompilerServices;

namespace Amp.Client.Sessions.Journal;

/// <summary>One reader of a log. It holds a place in it and, while it reads, a buffer; while it waits, nothing.</summary>
internal sealed class EventReader(EventLog log, long after)
{
    private long _last = after;
    private (string Path, long Position) _place;

    /// <param name="follow">Whether to wait for what comes.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<AmpSessionEvent> ReadAsync(bool follow, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var end = follow ? long.MaxValue : log.State.Sequence;
        if (_last > log.State.Sequence)
        {
            // It knows events of another log: of a session that had this id before, or of before a loss of power.
            yield return Resync(0);
        }

        while (_last < end)
        {
            // In this order: what comes after the look is announced on what was taken before it.
            var news = log.News;
            var isComplete = log.IsComplete;
            var written = Math.Min(log.State.Sequence, end);
            if (_last >= written)
            {
                if (isComplete)
                {
                    yield break;
                }

                await news.WaitAsync(cancellationToken).ConfigureAwait(false);
                continue;
            }

            var (before, segments) = (_last, log.Segments);
            await foreach (var happened in ReadWrittenAsync(written, cancellationToken).ConfigureAwait(false))
            {
                yield return happened;
            }

            if (_last == before && log.Farewell is { } farewell)
            {
                // Deleted under the reader.
                if (_last < farewell.SequenceNumber - 1)
                {
                    yield return Resync(farewell.SequenceNumber - 1);
                }

                yield return farewell;
                yield break;
            }

            if (_last == before && ReferenceEquals(segments, log.Segments))
            {
                // Neither dropped nor moved on: the disk has lost what follows, and it will not come back.
                yield return Resync(written);
            }
        }
    }

    private async IAsyncEnumerable<AmpSessionEvent> ReadWrittenAsync(long written, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var segments = log.Segments;
        if (_last + 1 < segments[0].First)
        {
            yield return Resync(segments[0].First - 1);
        }

        var segment = segments.Last(candidate => candidate.First <= _last + 1);
        if (JournalFile.OpenToRead(segment.Path) is { } file)
        {
            using var lines = new SegmentLines(file, _place.Path == segment.Path ? _place.Position : 0);
            while (_last < written && await lines.NextAsync(cancellationToken).ConfigureAwait(false) is { } line)
            {
                // What is written and not yet announced is not there yet.
                var number = EventJson.ReadSequence(line.Span);
                if (number > written)
                {
                    break;
                }

                _place = (segment.Path, lines.Position);
                if (number is null || number <= _last || EventJson.Read(line) is not { } happened)
                {
                    continue;   // the header, what the reader knows, or what the disk has spoilt
                }

                if (number > _last + 1)
                {
                    yield return Resync(number.Value - 1);
                }

                _last = number.Value;
                yield return happened;
            }
        }
        else if (log.Farewell is not null || !ReferenceEquals(segments, log.Segments))
        {
            yield break;   // dropped just now: the caller looks again
        }

        // What follows is in the next file; what is missing before that, the disk has lost.
        if (_last < written && segments.FirstOrDefault(candidate => candidate.First > segment.First) is { } next && next.First > _last + 1)
        {
            yield return Resync(next.First - 1);
        }
    }

    private AmpSessionResyncEvent Resync(long resumeAfter)
    {
        _last = resumeAfter;
        return new(resumeAfter) { SessionId = log.Session };
    }
}
