using System.Runtime.CompilerServices;
using Amp.Client.Environments;
using Amp.Client.Threads;

namespace Amp.Client;

/// <summary>Reads the threads that the CLI and the editors keep on this machine. Starts nothing, writes nothing.</summary>
/// <remarks>
/// <para>Thread-safe. Nothing is kept between two calls: each sees the files as they are then.</para>
/// <para><b>Source.</b> Files of CLI 0.0.1767830505 to 0.0.1774569934. Versions since 0.0.1775981571 keep threads on the server only.</para>
/// </remarks>
public sealed class AmpLocalThreadStore : IAmpThreadStore
{
    // Enough for the first prompt of nearly every thread; a larger message is counted, and only its beginning looked into.
    private const int MaxListedMessageBytes = 4 * 1024 * 1024;

    private readonly AmpThreadStoreOptions _options;
    private readonly Func<ThreadPlaces> _findPlaces;
    private readonly TimeProvider _clock;

    /// <summary>Makes a store.</summary>
    /// <param name="options">How threads are read; the defaults when <see langword="null"/>.</param>
    /// <param name="environmentVariables">The variables that say where threads are; this process's own when <see langword="null"/>.</param>
    /// <param name="clock">What measures time; the system's when <see langword="null"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public AmpLocalThreadStore(AmpThreadStoreOptions? options = null, IReadOnlyDictionary<string, string>? environmentVariables = null, TimeProvider? clock = null)
        : this(options, () => ThreadPlaces.In(environmentVariables ?? EnvironmentVariableNames.OfThisProcess()), clock ?? TimeProvider.System)
    {
    }

    /// <param name="options">How threads are read.</param>
    /// <param name="findPlaces">Where threads are; asked at each call, because a client's environment may be another one by then.</param>
    /// <param name="clock">What measures time.</param>
    internal AmpLocalThreadStore(AmpThreadStoreOptions? options, Func<ThreadPlaces> findPlaces, TimeProvider clock)
    {
        _clock = clock;
        _options = options ?? new();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.MaxMessageBytes, 4096, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_options.MaxMessageBytes, AmpThreadStoreOptions.LargestMessageBytes, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.MaxThreadBytes, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.MaxConcurrency, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_options.MaxConcurrency, 64, nameof(options));
        _findPlaces = _options.Roots is { } roots ? () => ThreadPlaces.Of(roots) : findPlaces;
    }

    /// <summary>The folders that are looked into, whether they are there or not.</summary>
    public IReadOnlyList<AmpThreadRoot> Roots => _findPlaces().Roots;

    /// <inheritdoc/>
    public IAsyncEnumerable<AmpThreadListing> ListAsync(AmpThreadListOptions? options = null, CancellationToken cancellationToken = default) =>
        ListAsync(options ?? new(), _options, cancellationToken);

    /// <inheritdoc/>
    public async Task<AmpThread?> ReadAsync(AmpThreadId thread, CancellationToken cancellationToken = default)
    {
        using var file = await FindAsync(thread, cancellationToken).ConfigureAwait(false);
        return file is null ? null : await new ThreadReading(file, _findPlaces(), _options).ReadAsync(thread, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<AmpThreadMessage> ReadMessagesAsync(AmpThreadId thread, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var file = await FindAsync(thread, cancellationToken).ConfigureAwait(false)
            ?? throw new AmpThreadException(new(AmpThreadProblemKind.Missing, $"Thread {thread.Value} is not kept on this machine."), path: null);
        var outline = await file.ReadOutlineAsync(OutlineScope.Times, _options.MaxMessageBytes, cancellationToken).ConfigureAwait(false);
        await foreach (var message in file.ReadMessagesAsync(outline, new(outline.Ledger), cancellationToken).ConfigureAwait(false))
        {
            if (message.State is not { IsInProgress: true })
            {
                yield return message;
            }
        }

        // A message that is not valid was told as such; that messages are missing at the end must be, too.
        if ((outline.IsWhole ? file.MessageProblem : outline.Problem) is { } problem)
        {
            throw new AmpThreadException(problem, file.Stat.Path);
        }
    }

    /// <inheritdoc/>
    public Task<AmpLastThread?> FindLastThreadAsync(CancellationToken cancellationToken = default) => LastThread.FindAsync(_findPlaces(), cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<AmpPromptHistoryEntry> ReadHistoryAsync(CancellationToken cancellationToken = default) => PromptHistory.ReadAsync(_findPlaces(), cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<AmpThreadChange> WatchAsync(AmpThreadWatchOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        options.Check();   // now, not at the first MoveNextAsync
        return new ThreadWatch(_findPlaces().Roots, options, _options, _clock).RunAsync(cancellationToken);
    }

    private async IAsyncEnumerable<AmpThreadListing> ListAsync(AmpThreadListOptions wanted, AmpThreadStoreOptions limits, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var looks = _findPlaces().Roots.Select(static root => (Root: root, Files: ThreadFolder.TryLook(root))).ToList();
        foreach (var closed in looks.Where(look => look.Files is null && wanted.IncludeProblems).Select(static look => ThreadFolder.ProblemOf(look.Root)).OfType<AmpThreadListing>())
        {
            yield return closed;
        }

        var files = looks.SelectMany(static look => look.Files ?? []).Where(file => wanted.WrittenSince is not { } since || file.LastWritten >= since.UtcDateTime);
        var sorted = files.OrderByDescending(static file => file.LastWritten).ThenBy(static file => file.Path, StringComparer.Ordinal).ToList();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = new Queue<Task<AmpThreadListing>>();
        try
        {
            foreach (var file in sorted)
            {
                // Read side by side, told in order, and never more of them than are asked for soon.
                reading.Enqueue(Task.Run(() => LookIntoAsync(file, stop.Token), CancellationToken.None));
                if (reading.Count >= limits.MaxConcurrency && await TakeAsync().ConfigureAwait(false) is { } listing)
                {
                    yield return listing;
                }
            }

            while (reading.Count > 0)
            {
                if (await TakeAsync().ConfigureAwait(false) is { } listing)
                {
                    yield return listing;
                }
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(reading)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async ValueTask<AmpThreadListing?> TakeAsync()
        {
            cancellationToken.ThrowIfCancellationRequested();
            var listing = await reading.Peek().WaitAsync(cancellationToken).ConfigureAwait(false);
            _ = reading.Dequeue();
            return listing.Problem is null || wanted.IncludeProblems ? listing : null;
        }
    }

    private async Task<AmpThreadListing> LookIntoAsync(ThreadFileStat stat, CancellationToken cancellationToken)
    {
        var listing = new AmpThreadListing { Path = stat.Path, Root = stat.Root, Length = stat.Length, LastWritten = stat.LastWritten };
        if (ThreadFolder.ProblemOf(stat.Path) is { } named)
        {
            return listing with { Problem = named };
        }

        using var file = ThreadFileReader.TryOpen(stat.Root, stat.Path, _options.MaxMessageBytes, out var problem);
        if (file is null)
        {
            return listing with { Problem = problem };
        }

        var outline = await file.ReadOutlineAsync(OutlineScope.Listing, MaxListedMessageBytes, cancellationToken).ConfigureAwait(false);
        return listing with { Length = file.Stat.Length, LastWritten = file.Stat.LastWritten, Thread = outline.Info, Problem = outline.Problem };
    }

    // The file of its name, if that is what it holds; else the one that holds it, whatever its name.
    private async ValueTask<ThreadFileReader?> FindAsync(AmpThreadId thread, CancellationToken cancellationToken)
    {
        AmpThreadProblem? problem;
        var roots = _findPlaces().Roots;

        // Of two copies the one written last, as in a listing.
        foreach (var (root, path) in roots.Select(root => (root, ThreadFolder.PathOf(root, thread))).OrderByDescending(static file => File.GetLastWriteTimeUtc(file.Item2)))
        {
            if (ThreadFileReader.TryOpen(root, path, _options.MaxMessageBytes, out problem) is { } file)
            {
                if (await file.ReadIdAsync(cancellationToken).ConfigureAwait(false) is not { } id || id == thread)
                {
                    return file;
                }

                file.Dispose();
            }
            else if (problem?.Kind is not AmpThreadProblemKind.Missing)
            {
                throw new AmpThreadException(problem!, path);
            }
        }

        foreach (var stat in roots.SelectMany(ThreadFolder.Look).Where(file => ThreadFolder.IsThread(file.Path) && ThreadFolder.IdOf(file.Path) != thread))
        {
            if (ThreadFileReader.TryOpen(stat.Root, stat.Path, _options.MaxMessageBytes, out problem) is { } file)
            {
                if (await file.ReadIdAsync(cancellationToken).ConfigureAwait(false) == thread)
                {
                    return file;
                }

                file.Dispose();
            }
        }

        return null;
    }
}
