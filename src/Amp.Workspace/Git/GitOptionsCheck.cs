namespace Amp.Workspace.Git;

/// <summary>What is wrong with a set of options.</summary>
internal static class GitOptionsCheck
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public static IEnumerable<(string Property, string Problem)> Problems(GitOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.ExecutablePath))
        {
            yield return (nameof(options.ExecutablePath), "must not be empty.");
        }

        if (options.TimeLimit < Shortest || options.TimeLimit > Longest)
        {
            yield return (nameof(options.TimeLimit), $"must be between {Shortest} and {Longest}, but is {options.TimeLimit}.");
        }

        if (options.MaxOutputBytes is < 64 << 10 or > 1 << 30)
        {
            yield return (nameof(options.MaxOutputBytes), $"must be between 64 KiB and 1 GiB, but is {options.MaxOutputBytes}.");
        }

        if (options.Retry?.Problem() is not "")
        {
            yield return (nameof(options.Retry), options.Retry?.Problem() ?? "must not be null.");
        }
    }

    public static void Throw(GitOptions options, string parameter)
    {
        foreach (var (property, problem) in Problems(options))
        {
            throw new ArgumentException($"{nameof(GitOptions)}.{property} {problem}", parameter);
        }
    }
}
