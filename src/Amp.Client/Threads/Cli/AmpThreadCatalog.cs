using System.Runtime.CompilerServices;

namespace Amp.Client;

/// <summary>All threads: those that are kept on this machine, and those that the CLI knows of. Each fact says where it comes from. Thread-safe.</summary>
/// <param name="files">The threads on this machine.</param>
/// <param name="cli">The CLI; <see langword="null"/> to leave it out.</param>
public sealed class AmpThreadCatalog(IAmpThreadStore files, AmpCliThreads? cli)
{
    /// <summary>Makes a catalog of a client's threads.</summary>
    /// <param name="client">The client.</param>
    public AmpThreadCatalog(IAmpClient client)
        : this((client ?? throw new ArgumentNullException(nameof(client))).Threads, client.Commands.Threads)
    {
    }

    /// <summary>The threads on this machine. Listing and reading them starts nothing.</summary>
    public IAmpThreadStore Files { get; } = files ?? throw new ArgumentNullException(nameof(files));

    /// <summary>The threads as the CLI tells and changes them.</summary>
    public AmpCliThreads? Cli { get; } = cli;

    /// <summary>Lists all threads, each once: first those that have a file here, the one last written first, then those that only the CLI knows.</summary>
    /// <param name="options">Which files.</param>
    /// <param name="includeArchived">Whether the CLI is asked for archived ones too.</param>
    /// <param name="command">How the CLI is run.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A CLI that is not there, not signed in or not able to list costs only what it would have said: that is told first, as a <see cref="AmpThreadCatalogEntry.Problem"/>.</returns>
    public async IAsyncEnumerable<AmpThreadCatalogEntry> ListAsync(
        AmpThreadListOptions? options = null, bool includeArchived = false, AmpCommandOptions? command = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Dictionary<AmpThreadId, AmpCliThread> told = [];
        Exception? error = null;
        if (Cli is not null)
        {
            try
            {
                foreach (var thread in await Cli.ListAsync(includeArchived, command, cancellationToken).ConfigureAwait(false))
                {
                    told.TryAdd(thread.Id, thread);
                }
            }
            catch (Exception e) when (e is AmpException or TimeoutException)
            {
                error = e;
            }
        }

        if (error is not null)
        {
            yield return new() { Problem = $"The CLI could not be asked: {error.Message}", CliError = error };
        }

        HashSet<AmpThreadId> seen = [];
        await foreach (var file in Files.ListAsync(options, cancellationToken).ConfigureAwait(false))
        {
            if (file.Thread is not { } thread)
            {
                yield return new() { File = file, Problem = $"{file.Path}: {file.Problem?.Reason}" };
            }
            else if (seen.Add(thread.Id))
            {
                told.Remove(thread.Id, out var also);
                yield return Merge(thread.Id, file, also);
            }
        }

        foreach (var (id, only) in told)
        {
            if (options?.WrittenSince is not { } since || only.UpdatedAt is null || only.UpdatedAt >= since)
            {
                yield return Merge(id, file: null, only);
            }
        }
    }

    /// <summary>Reads a thread: from its file, or by the CLI when it has none here or its file is damaged.</summary>
    /// <param name="thread">The thread.</param>
    /// <param name="command">How the CLI is run.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The thread, and who gave it.</returns>
    /// <exception cref="AmpCapabilityException">It has no file here, and this CLI cannot export (before 0.0.1775981571).</exception>
    /// <exception cref="AmpProcessException">It has no file here, and the CLI could not export it, because the service does not know it for example.</exception>
    /// <exception cref="AmpThreadException">It has no file here, or one that cannot be read, and there is no CLI in this catalog.</exception>
    public async Task<AmpThreadFact<AmpThread>> ReadAsync(AmpThreadId thread, AmpCommandOptions? command = null, CancellationToken cancellationToken = default)
    {
        AmpThread? kept = null;
        AmpThreadException? damage = null;
        try
        {
            kept = await Files.ReadAsync(thread, cancellationToken).ConfigureAwait(false);
        }
        catch (AmpThreadException e) when (Cli is not null)
        {
            damage = e;
        }

        if (kept is { Problem: null } || (kept is not null && Cli is null))
        {
            return new(kept, AmpThreadOrigin.File);
        }

        if (Cli is null)
        {
            throw new AmpThreadException(new(AmpThreadProblemKind.Missing, $"Thread {thread.Value} is not kept on this machine."), path: null);
        }

        try
        {
            return new(await Cli.ExportAsync(thread, command, cancellationToken).ConfigureAwait(false), AmpThreadOrigin.Cli);
        }
        catch (Exception e) when ((kept is not null || damage is not null) && e is AmpException or TimeoutException)
        {
            // What there is of it, or else why its file cannot be read, says more than that the CLI cannot help.
            return kept is null ? throw damage! : new(kept, AmpThreadOrigin.File);
        }
    }

    private static AmpThreadCatalogEntry Merge(AmpThreadId id, AmpThreadListing? file, AmpCliThread? cli)
    {
        var kept = file?.Thread;
        var isCliNewer = file is null || cli?.UpdatedAt > file.LastWritten;

        // A table's title may be cut, and then the whole one is better, however old.
        var title = cli?.IsTitleCut is true && kept is { IsTitled: true } ? null : cli?.Title;
        return new()
        {
            Id = id,
            File = file,
            Cli = cli,
            Problem = file?.Problem is { } problem ? $"{file.Path}: {problem.Reason}" : null,
            Title = Choose<string>(kept?.IsTitled is false && title is not null ? null : kept?.Title, title),
            LastActivity = Choose<DateTimeOffset>(file?.LastWritten, cli?.UpdatedAt),
            MessageCount = Choose<int>(kept?.MessageCount, cli?.MessageCount),
            WorkingDirectory = Choose<string>(kept?.WorkingDirectory, null),
            Visibility = Choose<string>(null, cli?.Visibility),
        };

        AmpThreadFact<T>? Choose<T>(object? ofFile, object? ofCli) =>
            ofCli is T told && (isCliNewer || ofFile is null) ? new(told, AmpThreadOrigin.Cli) : ofFile is T written ? new(written, AmpThreadOrigin.File) : null;
    }
}
