using System.Globalization;
using System.Text;
using Amp.Workspace.Git;

namespace Amp.Workspace.Diffs;

/// <summary>Writes the tree that a commit's tree becomes with some paths changed. Only the folders on the way to those paths are read and written, however large the rest is.</summary>
internal sealed class TreeWriter(GitCommand git, SnapshotArea area, bool isSha256)
{
    private readonly Dictionary<string, TreeFolder> _folders = new(StringComparer.Ordinal);

    private readonly Dictionary<string, string> _oldIds = new(StringComparer.Ordinal);

    private readonly Dictionary<string, byte[]> _newTrees = new(StringComparer.Ordinal);

    /// <summary>Reads the folders on the way to some paths.</summary>
    /// <param name="commit">The commit, which must still be the current one. <see langword="null"/> for none yet.</param>
    /// <param name="paths">The paths that may change.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns><see langword="false"/> when the current commit is another by now.</returns>
    public Task<bool> ReadAsync(string? commit, IEnumerable<string> paths, CancellationToken cancellationToken) =>
        ReadAsync(commit, paths.SelectMany(Ancestors).Append("").Distinct(StringComparer.Ordinal).ToList(), cancellationToken);

    /// <summary>Writes the tree.</summary>
    /// <param name="changes">What each path now is; <see langword="null"/> for a path that is gone. All of them must have been read for.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The name of the tree.</returns>
    public async Task<string> WriteAsync(IReadOnlyDictionary<string, TreeEntry?> changes, CancellationToken cancellationToken)
    {
        foreach (var (path, entry) in changes)
        {
            if (entry is null)
            {
                _folders[Parent(path)].RemoveFile(Name(path));
            }
        }

        foreach (var (path, entry) in changes)
        {
            if (entry is { } now)
            {
                _folders[Parent(path)].Set(Name(path), now);
            }
        }

        // The deepest first: a folder's name stands in the one above it.
        foreach (var folder in _folders.Keys.Where(folder => folder.Length > 0).OrderByDescending(folder => folder.Count(c => c == '/')))
        {
            var above = _folders[Parent(folder)];
            above.RemoveFolder(Name(folder));
            if (!_folders[folder].IsEmpty)
            {
                above.Set(Name(folder), new(TreeEntry.FolderMode, Finish(folder)));
            }
        }

        var root = Finish("");
        if (_newTrees.Count > 0)
        {
            var pack = TreePack.Of(_newTrees.Values, isSha256);
            await git.RunAsync(new GitCall("unpack-objects", "-q") { Environment = area.Environment, Input = pack }, cancellationToken).ConfigureAwait(false);
        }

        return root;
    }

    private string Finish(string folder)
    {
        var content = _folders[folder].Write();
        var id = ObjectId.OfTree(content, isSha256);

        // Git knows the empty tree without being told.
        if (content.Length > 0 && _oldIds.GetValueOrDefault(folder) != id)
        {
            _newTrees[id] = content;
        }

        return id;
    }

    private async Task<bool> ReadAsync(string? commit, List<string> folders, CancellationToken cancellationToken)
    {
        // The slash at the end lets a folder be found, and not a file of that name.
        List<string> names = ["HEAD^{commit}", .. folders.Select(folder => folder.Length == 0 ? $"{commit}^{{tree}}" : $"{commit}:{folder}/")];
        if (commit is null)
        {
            names.RemoveRange(1, names.Count - 1);
        }

        var answer = await git.RunAsync(new GitCall("cat-file", "--batch", "-z") { IsRead = true, Environment = area.Environment, Input = BytePath.Join(names) }, cancellationToken).ConfigureAwait(false);
        var rest = answer.Output;
        var (head, _) = TakeObject(names[0], ref rest);
        for (var i = 0; i < folders.Count; i++)
        {
            var (id, content) = commit is null ? (null, default) : TakeObject(names[i + 1], ref rest);
            _folders[folders[i]] = TreeFolder.Read(content.Span, isSha256 ? 32 : 20);
            if (id is not null)
            {
                _oldIds[folders[i]] = id;
            }
        }

        return head == commit;
    }

    // "id type size LF content LF", or the name again with " missing".
    private static (string? Id, ReadOnlyMemory<byte> Content) TakeObject(string name, ref ReadOnlyMemory<byte> rest)
    {
        var missing = BytePath.ToBytes(name + " missing\n");
        if (rest.Span.StartsWith(missing))
        {
            rest = rest[missing.Length..];
            return (null, default);
        }

        var end = rest.Span.IndexOf((byte)'\n');
        var header = Encoding.ASCII.GetString(rest.Span[..Math.Max(end, 0)]).Split(' ');
        if (header.Length != 3)
        {
            throw new GitException(GitErrorKind.Corrupt, $"git cat-file did not give '{BytePath.ToText(name)}'.", "git cat-file --batch -z");
        }

        var size = int.Parse(header[2], CultureInfo.InvariantCulture);
        var content = rest.Slice(end + 1, size);
        rest = rest[(end + 1 + size + 1)..];
        return (header[0], content);
    }

    private static IEnumerable<string> Ancestors(string path)
    {
        for (var folder = Parent(path); folder.Length > 0; folder = Parent(folder))
        {
            yield return folder;
        }
    }

    private static string Parent(string path) => path.LastIndexOf('/') is >= 0 and var slash ? path[..slash] : "";

    private static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];
}
