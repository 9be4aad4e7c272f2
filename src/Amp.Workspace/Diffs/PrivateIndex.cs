using Amp.Workspace.Git;

namespace Amp.Workspace.Diffs;

/// <summary>Lets git read changed files into objects, by way of an index of our own that holds those files alone.</summary>
/// <remarks>
/// An index and not <c>git hash-object</c>, because only so does git apply every rule as <c>git add</c> would: modes and links, filters, and the one that
/// leaves a file's CRLF line ends alone when the index has them already, for which it has to know what the user's index has.
/// </remarks>
internal sealed class PrivateIndex(GitCommand git, SnapshotArea area, string file)
{
    /// <summary>Nothing of the user's settings may reach outside this file, or refuse a file for its line ends.</summary>
    public static IReadOnlyList<string> Settings { get; } =
        ["core.splitIndex=false", "core.untrackedCache=false", "core.sparseCheckout=false", "index.sparse=false", "core.safecrlf=false", "core.ignoreStat=false"];

    /// <summary>Reads the files, and writes them as objects.</summary>
    /// <returns>What each path now is. A file that went away meanwhile is not in it.</returns>
    public async Task<Dictionary<string, TreeEntry>> AddAsync(IReadOnlyList<ChangedPath> files, CancellationToken cancellationToken)
    {
        var indexed = files.Where(change => change.Indexed is not null).Select(change => $"{change.Indexed!.Value.Mode} {change.Indexed.Value.Id}\t{change.Path}").ToList();
        if (indexed.Count > 0)
        {
            await RunAsync(["update-index", "-z", "--index-info"], BytePath.Join(indexed), cancellationToken).ConfigureAwait(false);
        }

        await RunAsync(["update-index", "--add", "--remove", "--replace", "-z", "--stdin"], BytePath.Join(files.Select(change => change.Path)), cancellationToken).ConfigureAwait(false);
        var listed = await RunAsync(["ls-files", "--stage", "-z"], default, cancellationToken).ConfigureAwait(false);
        var entries = new Dictionary<string, TreeEntry>(StringComparer.Ordinal);
        foreach (var line in BytePath.Split(listed.Output.Span))
        {
            // mode SP id SP stage TAB path
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            var fields = line[..tab].Split(' ');
            entries[line[(tab + 1)..]] = new(fields[0], fields[1]);
        }

        return entries;
    }

    private Task<GitResult> RunAsync(string[] arguments, ReadOnlyMemory<byte> input, CancellationToken cancellationToken) =>
        git.RunAsync(new GitCall(arguments) { Environment = area.With("GIT_INDEX_FILE", file), Settings = Settings, Input = input }, cancellationToken);
}
