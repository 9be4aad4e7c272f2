using Amp.Workspace.Diffs;
using Amp.Workspace.Git;

namespace Amp.Workspace.Integration;

/// <summary>What two commits become together, worked out without any work tree.</summary>
internal sealed record MergedTree(string TreeId, IReadOnlyList<string> Conflicts)
{
    /// <param name="git">Runs in the repository.</param>
    /// <param name="ours">The name of a commit.</param>
    /// <param name="theirs">The name of another, with a commit in common.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<MergedTree> OfAsync(GitCommand git, string ours, string theirs, CancellationToken cancellationToken)
    {
        var answer = await git.RunAsync(new GitCall("merge-tree", "--write-tree", "-z", "--name-only", "--no-messages", ours, theirs) { AcceptedExitCodes = [0, 1] }, cancellationToken).ConfigureAwait(false);
        var fields = BytePath.Split(answer.Output.Span);
        return new(fields[0], [.. fields.Skip(1).Where(path => path.Length > 0).Distinct(StringComparer.Ordinal).Select(BytePath.ToText)]);
    }
}
