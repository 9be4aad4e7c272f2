using Amp.Workspace.Git;

namespace Amp.Workspace.Diffs;

/// <summary>Lets git read changed files into objects, by way of an index of our own that holds those files alone.</summary>
/// <remarks>
/// An index and not <c>git hash-object</c>, because only so does git apply every rule as <c>git add</c> would: modes and links, filters, and the one that
/// leaves a file's CRLF line ends alone when the index has them already, for which it has to know what the user's index has.
/// </remarks>
internal sealed class PrivateIndex(GitCommand git, SnapshotArea area, string file, bool isSha256)
{
    /// <summary>Nothing of the user's settings may reach outside this file, or refuse a file for its line ends.</summary>
    public static IReadOnlyList<string> Settings { get; } =
        ["core.splitIndex=false", "core.untrackedCache=false", "core.sparseCheckout=false", "index.sparse=false", "core.safecrlf=false", "core.ignoreStat=false", "index.version=2", "feature.manyFiles=false"];

    /// <summary>Reads the files, and writes them as objects.</summary>
    /// <returns>What each path now is. A file that went away meanwhile is not in it.</returns>
    public async Task<Dictionary<string, TreeEntry>> AddAsync(IReadOnlyList<ChangedPath> files, CancellationToken cancellationToken)
    {
        var indexed = files.Where(change => change.Indexed is not null).Select(change => KeyValuePair.Create(change.Path, change.Indexed!.Value));
        await File.WriteAllBytesAsync(file, IndexFile.Write(indexed, isSha256), cancellationToken).ConfigureAwait(false);
        await git.RunAsync(
            new GitCall("update-index", "--add", "--remove", "--replace", "-z", "--stdin") { Environment = area.With("GIT_INDEX_FILE", file), Settings = Settings, Input = BytePath.Join(files.Select(change => change.Path)) },
            cancellationToken).ConfigureAwait(false);
        return IndexFile.Read(await File.ReadAllBytesAsync(file, cancellationToken).ConfigureAwait(false), isSha256);
    }
}
