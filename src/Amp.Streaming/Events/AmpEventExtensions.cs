using System.Runtime.CompilerServices;

namespace Amp.Streaming.Events;

/// <summary>Makes streams of events.</summary>
public static class AmpEventExtensions
{
    /// <summary>Makes events of what a reader finds, as it comes.</summary>
    /// <param name="items">Messages and defects, such as those of <see cref="AmpStreamReader.ReadAllAsync"/>.</param>
    /// <param name="timeProvider">The clock for durations; the system's when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Gives up waiting for more.</param>
    /// <returns>Events in their order. When the stream breaks off without a result, open tool calls and an open turn end as interrupted.</returns>
    public static async IAsyncEnumerable<AmpEvent> ToEventsAsync(
        this IAsyncEnumerable<AmpStreamItem> items,
        TimeProvider? timeProvider = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(items);
        var projector = new AmpEventProjector(timeProvider);
        List<AmpEvent> events = [];
        await foreach (var item in items.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            projector.Project(item, events);
            foreach (var happened in events)
            {
                yield return happened;
            }

            events.Clear();
        }

        projector.Complete(events);
        foreach (var happened in events)
        {
            yield return happened;
        }
    }
}
