using System.Globalization;
using System.Text;
using Amp.Workspace.Git;

namespace Amp.Workspace.Diffs;

/// <summary>The refs that keep git from collecting what snapshots hold.</summary>
/// <remarks>They point at trees, not commits, so no log, graph or branch list shows them. The time is in the name, since a tree has none.</remarks>
internal static class SnapshotRefs
{
    public const string Prefix = "refs/amp/snapshots/";

    public static string NewName(DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{now.ToUnixTimeMilliseconds()}-{Guid.NewGuid():N}");

    public static Task AddAsync(GitCommand git, string name, string tree, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken) =>
        git.RunAsync(new GitCall("update-ref", "--no-deref", name, tree) { Environment = environment }, cancellationToken);

    public static Task RemoveAsync(GitCommand git, IEnumerable<string> names, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken) =>
        git.RunAsync(
            new GitCall("update-ref", "--no-deref", "--stdin") { Environment = environment, Input = Encoding.UTF8.GetBytes(string.Concat(names.Select(name => $"delete {name}\n"))) },
            cancellationToken);

    /// <summary>The names of those that were taken before a time. Names that are not of our form are nobody's to remove.</summary>
    public static async Task<List<string>> FindAsync(GitCommand git, DateTimeOffset before, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var answer = await git.RunAsync(new GitCall("for-each-ref", "--format=%(refname)", Prefix) { IsRead = true, Environment = environment }, cancellationToken).ConfigureAwait(false);
        return [.. answer.Text.Split('\n').Where(name => TakenAt(name) is { } taken && taken < before)];
    }

    private static DateTimeOffset? TakenAt(string name)
    {
        var dash = name.LastIndexOf('-');
        return name.StartsWith(Prefix, StringComparison.Ordinal) && dash > Prefix.Length
            && long.TryParse(name.AsSpan(Prefix.Length, dash - Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds < DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;
    }
}
