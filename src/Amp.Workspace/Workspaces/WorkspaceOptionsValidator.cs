using Amp.Workspace.Git;
using Amp.Workspace.Worktrees;
using Microsoft.Extensions.Options;

namespace Amp.Workspace.Workspaces;

/// <summary>Says everything that is wrong with a set of options at once, naming the property each time.</summary>
internal sealed class WorkspaceOptionsValidator : IValidateOptions<WorkspaceOptions>
{
    private const int MostRecent = 100;

    private static readonly TimeSpan ShortestDelay = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestMaxDelay = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, WorkspaceOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        foreach (var (property, problem) in Problems(options))
        {
            result.AddError(problem, property);
        }

        return result.Build();
    }

    public static void Throw(WorkspaceOptions options, string parameter)
    {
        foreach (var (property, problem) in Problems(options))
        {
            throw new ArgumentException($"{nameof(WorkspaceOptions)}.{property} {problem}", parameter);
        }
    }

    private static IEnumerable<(string Property, string Problem)> Problems(WorkspaceOptions options)
    {
        foreach (var (property, problem) in GitOptionsCheck.Problems(options.Git))
        {
            yield return ($"{nameof(options.Git)}.{property}", problem);
        }

        foreach (var (property, problem) in WorktreeOptionsCheck.Problems(options.Worktrees))
        {
            yield return ($"{nameof(options.Worktrees)}.{property}", problem);
        }

        if (options.MaxRecent is < 0 or > MostRecent)
        {
            yield return (nameof(options.MaxRecent), $"must be between 0 and {MostRecent}, but is {options.MaxRecent}.");
        }

        if (options.WatchDelay < ShortestDelay || options.WatchDelay > LongestDelay)
        {
            yield return (nameof(options.WatchDelay), $"must be between {ShortestDelay} and {LongestDelay}, but is {options.WatchDelay}.");
        }

        if (options.MaxWatchDelay < options.WatchDelay || options.MaxWatchDelay > LongestMaxDelay)
        {
            yield return (nameof(options.MaxWatchDelay), $"must be between {nameof(options.WatchDelay)} and {LongestMaxDelay}, but is {options.MaxWatchDelay}.");
        }
    }
}
