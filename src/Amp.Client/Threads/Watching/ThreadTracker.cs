using System.Runtime.CompilerServices;

namespace Amp.Client.Threads;

/// <summary>Compares threads with what was told of them, and tells the difference. It is told when to look; it does not wait.</summary>
/// <remarks>
/// Not thread-safe. A change counts as told when the next one is asked for. What can be read is told only from a file that did not change meanwhile; one that ends in the middle or is
/// damaged is given time, because somebody may be writing it.
/// </remarks>
internal sealed class ThreadTracker(IReadOnlyList<AmpThreadRoot> roots, AmpThreadWatchOptions options, AmpThreadStoreOptions limits, TimeProvider clock) : IDisposable
{
    // What is held until it is certain that the file did not change while it was read.
    private const int MaxHeldMessages = 256;
    private const long MaxHeldBytes = 16 * 1024 * 1024;

    private readonly Dictionary<AmpThreadId, ThreadMark> _marks = options.Cursor?.CopyMarks() ?? [];
    private readonly WatchedFiles _files = new(clock);
    private readonly Fingerprint _print = new();
    private bool _isFirst = true;

    /// <summary>When a file is to be looked at again without anybody saying so.</summary>
    public TimeSpan? NextLook { get; private set; }

    private bool IsSilent => _isFirst && !options.IncludeExisting && options.Cursor is not { IsStarted: true };

    public void Dispose() => _print.Dispose();

    /// <summary>Looks at all of the folders, and tells what has changed.</summary>
    public async IAsyncEnumerable<AmpThreadChange> LookAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (gone, isAnyThere) = _files.Look(roots);
        await foreach (var change in TellAsync(gone, cancellationToken).ConfigureAwait(false))
        {
            yield return change;
        }

        if (!_isFirst)
        {
            yield break;
        }

        // What an earlier watch knew, and nobody has any more.
        foreach (var (thread, mark) in isAnyThere ? _marks.ToList() : [])
        {
            if (IsWanted(thread) && !mark.IsDeleted && _files.OwnerOf(thread) is null)
            {
                mark.IsDeleted = true;
                yield return new() { Kind = AmpThreadChangeKind.ThreadDeleted, ThreadId = thread, Position = ThreadMark.DeletedLine(thread) };
            }
        }

        var wasSilent = IsSilent;
        _isFirst = false;
        yield return new() { Kind = AmpThreadChangeKind.CaughtUp, Position = wasSilent ? AllMarks() : AmpThreadCursor.Started };
    }

    /// <summary>Looks at files that something was said of, and tells what has changed.</summary>
    public IAsyncEnumerable<AmpThreadChange> LookAtAsync(IEnumerable<(AmpThreadRoot Root, string Path)> paths, CancellationToken cancellationToken) =>
        TellAsync([.. paths.Select(path => _files.Touch(path.Root, path.Path)).OfType<WatchedFile>()], cancellationToken);

    private async IAsyncEnumerable<AmpThreadChange> TellAsync(IReadOnlyList<WatchedFile> gone, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var file in gone)
        {
            if (Tell(file) is { } deletion)
            {
                yield return deletion;
            }
        }

        NextLook = _files.Settle();
        foreach (var file in _files.Dirty.OrderBy(static file => file.Stat.LastWritten).ToList())
        {
            file.IsDirty = false;
            await foreach (var change in ReadAsync(file, cancellationToken).ConfigureAwait(false))
            {
                yield return change;
            }
        }

        NextLook = _files.Settle();
    }

    private AmpThreadChange? Tell(WatchedFile gone)
    {
        var thread = gone.Thread;
        if (!_files.Disown(gone) || !_marks.TryGetValue(thread!.Value, out var mark) || mark.IsDeleted)
        {
            return null;
        }

        mark.IsDeleted = true;
        return new() { Kind = AmpThreadChangeKind.ThreadDeleted, ThreadId = thread, Path = gone.Stat.Path, Position = ThreadMark.DeletedLine(thread.Value) };
    }

    private async IAsyncEnumerable<AmpThreadChange> ReadAsync(WatchedFile watched, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Asked before the file is read: what is written while it is read must not count as seen.
        var isLeftAlone = _files.IsLeftAlone(watched);
        using var file = ThreadFileReader.TryOpen(watched.Stat.Root, watched.Stat.Path, limits.MaxMessageBytes, out var problem);
        if (file is null && problem!.Kind is AmpThreadProblemKind.Missing)
        {
            yield break;   // the next look finds it gone, or back
        }

        var outline = file is null ? new() { Problem = problem } : await file.ReadOutlineAsync(cancellationToken).ConfigureAwait(false);
        if (outline.Info is { } holds && watched.Thread is { } held && held != holds.Id && Tell(watched) is { } deletion)
        {
            yield return deletion;
        }

        if (outline.Info is { } info && !(_files.Own(watched, info.Id) && IsWanted(info.Id)))
        {
            watched.IsSettled = isLeftAlone;
            yield break;
        }

        if ((outline.Problem is not null && !isLeftAlone) || file is { HasChanged: true })
        {
            yield break;   // not settled: it is looked at again
        }

        if (outline.Problem is not null && Tell(watched, outline) is { } told)
        {
            yield return told;
        }

        if (outline.Info is not null)
        {
            await foreach (var change in CompareAsync(watched, file!, outline, cancellationToken).ConfigureAwait(false))
            {
                yield return change;
            }

            if (file!.HasChanged || file.MessageProblem is { Kind: AmpThreadProblemKind.Unreadable })
            {
                watched.IsDirty = true;
                yield break;
            }
        }

        watched.IsSettled = isLeftAlone;
    }

    private async IAsyncEnumerable<AmpThreadChange> CompareAsync(WatchedFile watched, ThreadFileReader file, ThreadOutline outline, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var info = outline.Info!;
        var state = _print.Of(info);
        var isNew = !_marks.TryGetValue(info.Id, out var mark) || mark.IsDeleted;
        if (mark is null)
        {
            _marks[info.Id] = mark = new();
        }

        if (isNew)
        {
            (mark.State, mark.IsDeleted) = (state, false);
            if (!IsSilent)
            {
                yield return Change(AmpThreadChangeKind.ThreadAdded, ThreadMark.StateLine(info.Id, state));
            }
        }

        List<AmpThreadChange> held = [];
        var heldBytes = 0L;
        HashSet<long> keys = [];
        await foreach (var message in file.ReadMessagesAsync(outline, new(outline.Ledger), cancellationToken).ConfigureAwait(false))
        {
            if (message is { State.IsInProgress: true } or { Problem.Kind: AmpThreadProblemKind.Corrupt })
            {
                continue;
            }

            // Two messages of one number would each look like a change of the other, at every reading.
            var key = message.MessageId is { } id && keys.Add(id) ? id : -1 - message.Index;
            var print = _print.Of(message);
            var isTold = mark.Messages.TryGetValue(key, out var before);
            if (isTold && before == print)
            {
                continue;
            }

            if (IsSilent)
            {
                mark.Messages[key] = print;
                continue;
            }

            heldBytes += file.MessageLength;
            held.Add(Change(isTold ? AmpThreadChangeKind.MessageChanged : AmpThreadChangeKind.MessageAdded, ThreadMark.MessageLine(info.Id, key, print)) with { Message = message });
            if (held.Count == MaxHeldMessages || heldBytes >= MaxHeldBytes)
            {
                if (file.HasChanged)
                {
                    yield break;
                }

                foreach (var change in held)
                {
                    Pass(change);
                    yield return change;
                }

                held.Clear();
                heldBytes = 0;
            }
        }

        if (file.HasChanged)
        {
            yield break;
        }

        foreach (var change in held)
        {
            Pass(change);
            yield return change;
        }

        if (mark.State != state)
        {
            mark.State = state;
            if (!IsSilent)
            {
                yield return Change(AmpThreadChangeKind.ThreadChanged, ThreadMark.StateLine(info.Id, state));
            }
        }

        AmpThreadChange Change(AmpThreadChangeKind kind, string position) => new() { Kind = kind, ThreadId = info.Id, Thread = info, Path = watched.Stat.Path, Position = position };

        void Pass(AmpThreadChange change) => mark.Advance(change.Position.AsSpan().Trim('\n')[(info.Id.Value.Length + 1)..]);
    }

    private AmpThreadChange? Tell(WatchedFile watched, ThreadOutline outline)
    {
        var problem = outline.Problem!;
        var print = _print.Of(problem);
        var thread = outline.Info?.Id ?? ThreadFolder.IdOf(watched.Stat.Path);
        if (watched.ToldProblem == problem.Kind || (thread is { } known && (!IsWanted(known) || (_marks.TryGetValue(known, out var mark) && mark.Problem == print))))
        {
            return null;
        }

        watched.ToldProblem = problem.Kind;
        if (thread is { } id && _marks.TryGetValue(id, out var told))
        {
            told.Problem = print;
        }

        return IsSilent || (thread is null && options.Thread is not null) ? null : new()
        {
            Kind = AmpThreadChangeKind.Problem,
            ThreadId = thread,
            Path = watched.Stat.Path,
            Problem = problem,
            Position = thread is { } line ? ThreadMark.ProblemLine(line, print) : "",
        };
    }

    private bool IsWanted(AmpThreadId thread) => options.Thread is not { } only || only == thread;

    private string AllMarks()
    {
        var text = new System.Text.StringBuilder(AmpThreadCursor.Started);
        foreach (var (thread, mark) in _marks)
        {
            mark.Write(text, thread);
        }

        return text.ToString();
    }
}
