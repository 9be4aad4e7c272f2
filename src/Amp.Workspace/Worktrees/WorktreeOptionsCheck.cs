namespace Amp.Workspace.Worktrees;

/// <summary>What is wrong with a set of options.</summary>
internal static class WorktreeOptionsCheck
{
    private const int LongestSessionId = 200;
    private const int MostWorkers = 64;
    private const long MostIgnoredBytes = 64L << 30;

    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    public static IEnumerable<(string Property, string Problem)> Problems(WorktreeOptions options)
    {
        if (options.BaseDirectory is { } folder && string.IsNullOrWhiteSpace(folder))
        {
            yield return (nameof(options.BaseDirectory), "must be a folder, or null for the default.");
        }

        if (string.IsNullOrWhiteSpace(options.SessionId) || options.SessionId.Length > LongestSessionId || options.SessionId.Any(char.IsControl))
        {
            yield return (nameof(options.SessionId), $"must have 1 to {LongestSessionId} characters, none of them a control character.");
        }

        if (options.LockTimeout < ShortestWait || options.LockTimeout > LongestWait)
        {
            yield return (nameof(options.LockTimeout), $"must be between {ShortestWait} and {LongestWait}, but is {options.LockTimeout}.");
        }

        if (options.CheckoutWorkers is < 0 or > MostWorkers)
        {
            yield return (nameof(options.CheckoutWorkers), $"must be between 0 and {MostWorkers}, but is {options.CheckoutWorkers}.");
        }

        if (options.MaxSalvagedIgnoredBytes is < 0 or > MostIgnoredBytes)
        {
            yield return (nameof(options.MaxSalvagedIgnoredBytes), $"must be between 0 and 64 GiB, but is {options.MaxSalvagedIgnoredBytes}.");
        }

        if (options.DisposableFiles.Any(pattern => string.IsNullOrWhiteSpace(pattern) || pattern.Any(char.IsControl)))
        {
            yield return (nameof(options.DisposableFiles), "takes patterns of .gitignore; one is empty or holds a control character.");
        }
    }

    public static void Throw(WorktreeOptions options, string parameter)
    {
        foreach (var (property, problem) in Problems(options))
        {
            throw new ArgumentException($"{nameof(WorktreeOptions)}.{property} {problem}", parameter);
        }
    }
}
