using System.Runtime.CompilerServices;

namespace Amp.Batch;

/// <summary>The batches of a store (<c>getBatchHistory()</c> of the source documents): list, load, compare, delete, retention. Thread-safe.</summary>
/// <param name="store">The store.</param>
/// <param name="clock">What time it is, for the age of batches; <see langword="null"/> for the system's clock.</param>
public sealed class BatchHistory(BatchStore store, TimeProvider? clock = null)
{
    private readonly BatchStore _store = store ?? throw new ArgumentNullException(nameof(store));
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    /// <summary>Gives the stored batches, the one that was written last first. One report at a time is in memory.</summary>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>An entry for each report. One that cannot be read says why in <see cref="BatchHistoryEntry.Problem"/>, and does not keep the others back.</returns>
    public async IAsyncEnumerable<BatchHistoryEntry> GetBatchHistoryAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var (id, report, problem) in ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return new()
            {
                Id = id,
                Path = _store.PathOf(id),
                Problem = problem,
                Name = report?.Name,
                StartedAt = report?.StartedAt,
                EndedAt = report?.EndedAt,
                IsComplete = report?.IsComplete,
                Totals = report?.Totals,
                Combinations = report is null ? null : [.. report.Combinations.Select(static combination => combination.Name)],
            };
        }
    }

    /// <summary>Gives the stored reports, the one that was written last first; those that cannot be read are passed over.</summary>
    /// <param name="cancellationToken">Stops.</param>
    public async IAsyncEnumerable<BatchReport> ReadReportsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var (_, report, _) in ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (report is not null)
            {
                yield return report;
            }
        }
    }

    /// <summary>Reads a batch.</summary>
    /// <param name="id">The batch.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="BatchStoreException">There is none, or it cannot be read.</exception>
    public Task<BatchReport> LoadAsync(string id, CancellationToken cancellationToken = default) => _store.LoadAsync(id, cancellationToken);

    /// <summary>Compares two batches, cell by cell and combination by combination.</summary>
    /// <param name="beforeId">The earlier one.</param>
    /// <param name="afterId">The later one.</param>
    /// <param name="options">How to compute; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="BatchStoreException">One of them is not there, or cannot be read.</exception>
    public async Task<BatchHistoryComparison> CompareAsync(string beforeId, string afterId, BatchStatisticsOptions? options = null, CancellationToken cancellationToken = default)
    {
        var before = await _store.LoadAsync(beforeId, cancellationToken).ConfigureAwait(false);
        var after = await _store.LoadAsync(afterId, cancellationToken).ConfigureAwait(false);
        return BatchHistoryComparison.Of(before, after, options);
    }

    /// <summary>Deletes a batch with all its files. Not one that is running.</summary>
    /// <param name="id">The batch.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="BatchStoreException">It is running, here or elsewhere. Nothing was deleted.</exception>
    /// <exception cref="IOException">Something of it cannot be deleted.</exception>
    public bool Delete(string id) => _store.Delete(id);

    /// <summary>Deletes the batches that are not to be kept, and not one that is running. A report that cannot be read is never deleted: nobody knows what it is.</summary>
    /// <param name="retention">Which to keep.</param>
    /// <param name="cancellationToken">Stops; what was deleted stays deleted.</param>
    /// <returns>The ids of those that were deleted.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The retention is out of its range.</exception>
    public async Task<IReadOnlyList<string>> PruneAsync(BatchRetention retention, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(retention);
        if (retention.MaxCount < 0 || retention.MaxAge <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(retention), "MaxCount must be at least 0 and MaxAge more than zero; null keeps any number and any age.");
        }

        var batches = new List<(string Id, DateTimeOffset StartedAt)>();
        await foreach (var report in ReadReportsAsync(cancellationToken).ConfigureAwait(false))
        {
            if (report.IsComplete || retention.IncludeIncomplete)
            {
                batches.Add((report.Id, report.StartedAt));
            }
        }

        var oldest = retention.MaxAge is { } age ? _clock.GetUtcNow() - age : DateTimeOffset.MinValue;
        var deleted = new List<string>();
        foreach (var (id, _) in batches
            .OrderByDescending(static batch => batch.StartedAt)
            .ThenByDescending(static batch => batch.Id, StringComparer.Ordinal)
            .Where((batch, place) => place >= (retention.MaxCount ?? int.MaxValue) || batch.StartedAt < oldest))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                _store.Delete(id);
                deleted.Add(id);
            }
            catch (BatchStoreException)
            {
                // It was resumed, and runs.
            }
        }

        return deleted;
    }

    private async IAsyncEnumerable<(string Id, BatchReport? Report, string? Problem)> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var id in _store.ListIds())
        {
            BatchReport? report = null;
            string? problem = null;
            try
            {
                report = await _store.LoadAsync(id, cancellationToken).ConfigureAwait(false);
            }
            catch (BatchStoreException) when (!_store.Exists(id))
            {
                continue;   // deleted since the folder was listed
            }
            catch (BatchStoreException e)
            {
                problem = e.Message;
            }

            yield return (id, report, problem);
        }
    }
}
