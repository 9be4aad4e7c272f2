using System.Runtime.CompilerServices;
using Amp.Client.Threads;

namespace Amp.Client;

/// <summary>Searches threads.</summary>
public static class AmpThreadSearch
{
    /// <summary>Searches all threads of a store, the one last written first. Hits come as they are found; no more than one message is in memory, and nothing is read ahead.</summary>
    /// <param name="threads">The threads.</param>
    /// <param name="query">What is looked for: at least a text, a tool or a path.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The hits, by thread, in the order of its messages. A thread that cannot be read to its end is told after its hits, as <see cref="AmpThreadHitKind.Problem"/>; files that are no threads are passed over.</returns>
    /// <exception cref="ArgumentException">Nothing is looked for.</exception>
    public static IAsyncEnumerable<AmpThreadHit> SearchAsync(this IAmpThreadStore threads, AmpThreadQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(threads);
        ArgumentNullException.ThrowIfNull(query);
        return string.IsNullOrEmpty(query.Text) && string.IsNullOrEmpty(query.Tool) && string.IsNullOrEmpty(query.Path)
            ? throw new ArgumentException($"Nothing is looked for. Set {nameof(AmpThreadQuery.Text)}, {nameof(AmpThreadQuery.Tool)} or {nameof(AmpThreadQuery.Path)}.", nameof(query))
            : SearchCoreAsync(threads, query, cancellationToken);
    }

    private static async IAsyncEnumerable<AmpThreadHit> SearchCoreAsync(IAmpThreadStore threads, AmpThreadQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        HashSet<AmpThreadId> seen = [];
        await foreach (var file in threads.ListAsync(new() { WrittenSince = query.Since }, cancellationToken).ConfigureAwait(false))
        {
            // An editor may keep a thread that the CLI keeps too.
            if (file.Thread is not { } thread || !seen.Add(thread.Id))
            {
                continue;
            }

            await foreach (var hit in SearchThreadAsync(threads, thread, query, cancellationToken).Take(query.MaxHitsPerThread).ConfigureAwait(false))
            {
                yield return hit;
            }
        }
    }

    private static async IAsyncEnumerable<AmpThreadHit> SearchThreadAsync(IAmpThreadStore threads, AmpThreadInfo thread, AmpThreadQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var search = new MessageSearch(query, thread);
        if (search.InTitle() is { } titled)
        {
            yield return titled;
        }

        var messages = threads.ReadMessagesAsync(thread.Id, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var scope = messages.ConfigureAwait(false);
        while (true)
        {
            AmpThreadProblem? problem = null;
            try
            {
                if (!await messages.MoveNextAsync().ConfigureAwait(false))
                {
                    yield break;
                }
            }
            catch (AmpThreadException e)
            {
                problem = e.Problem;
            }

            if (problem is not null)
            {
                yield return new(thread, AmpThreadHitKind.Problem) { Problem = problem };
                yield break;
            }

            foreach (var hit in search.In(messages.Current))
            {
                yield return hit;
            }
        }
    }
}
