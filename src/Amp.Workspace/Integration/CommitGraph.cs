using System.Globalization;
using Amp.Workspace.Git;

namespace Amp.Workspace.Integration;

/// <summary>Asks how commits lie to each other.</summary>
internal static class CommitGraph
{
    /// <summary>The last commit that both have, <see langword="null"/> when none.</summary>
    public static async Task<string?> BranchpointAsync(GitCommand git, string one, string other, CancellationToken cancellationToken)
    {
        var answer = await git.RunAsync(new GitCall("merge-base", one, other) { IsRead = true, AcceptedExitCodes = [0, 1] }, cancellationToken).ConfigureAwait(false);
        return answer.Text is { Length: > 0 } sha ? sha : null;
    }

    public static async Task<string> TreeAsync(GitCommand git, string commit, CancellationToken cancellationToken) =>
        (await git.ReadAsync(["rev-parse", "--verify", commit + "^{tree}"], cancellationToken).ConfigureAwait(false)).Text;

    public static async Task<BranchInfo> PositionAsync(GitCommand git, string ours, string theirs, CancellationToken cancellationToken)
    {
        var counts = (await git.ReadAsync(["rev-list", "--left-right", "--count", $"{theirs}...{ours}", "--"], cancellationToken).ConfigureAwait(false)).Text.Split('\t');
        return new()
        {
            AheadBy = int.Parse(counts[1], CultureInfo.InvariantCulture),
            BehindBy = int.Parse(counts[0], CultureInfo.InvariantCulture),
            BranchpointSha = await BranchpointAsync(git, ours, theirs, cancellationToken).ConfigureAwait(false),
        };
    }

    /// <summary>Commits, the newest first.</summary>
    public static async Task<IReadOnlyList<CommitInfo>> ListAsync(GitCommand git, string range, int max, CancellationToken cancellationToken)
    {
        var answer = await git.ReadAsync(["log", "-z", "--no-color", "--no-show-signature", "--encoding=UTF-8", "--max-count=" + max.ToString(CultureInfo.InvariantCulture), "--format=%H%x01%an <%ae>%x01%aI%x01%B", range, "--"], cancellationToken).ConfigureAwait(false);
        return [.. answer.SplitAtNul().Where(record => record.Length > 0).Select(Read)];
    }

    private static CommitInfo Read(string record)
    {
        var fields = record.Split('\u0001', 4);
        return new() { Sha = fields[0], Author = fields[1], Date = DateTimeOffset.Parse(fields[2], CultureInfo.InvariantCulture), Message = fields[3].TrimEnd('\n', '\r') };
    }
}
