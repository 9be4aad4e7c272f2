namespace Amp.Client.Threads;

/// <summary>What is known of a file that is watched.</summary>
internal sealed class WatchedFile
{
    public required ThreadFileStat Stat { get; set; }

    /// <summary>When it was first seen as it now is, by our clock: the file system's may be another one, and coarse.</summary>
    public required long Seen { get; set; }

    /// <summary>The thread that it holds, once it was read.</summary>
    public AmpThreadId? Thread { get; set; }

    /// <summary>Whether it is to be read.</summary>
    public bool IsDirty { get; set; } = true;

    /// <summary>Whether it was read when it had been left alone for so long that a change since shows in its time.</summary>
    public bool IsSettled { get; set; }

    /// <summary>The problem that was told of it, when it names no thread.</summary>
    public AmpThreadProblemKind? ToldProblem { get; set; }

    public bool IsAs(ThreadFileStat stat) => Stat.Length == stat.Length && Stat.LastWritten == stat.LastWritten;
}
