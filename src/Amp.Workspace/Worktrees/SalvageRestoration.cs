using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amp.Workspace.Git;

namespace Amp.Workspace.Worktrees;

/// <summary>Writes the files of a salvage into a work tree as they were: not through git's checkout, whose filters and line ends would change their bytes.</summary>
internal static class SalvageRestoration
{
    private const int FilesAtOnce = 64;

    private const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public static async Task RunAsync(GitCommand git, Salvage salvage, CancellationToken cancellationToken)
    {
        var status = StatusParser.Parse(await git.ReadAsync(StatusParser.Arguments(withIgnored: false), cancellationToken).ConfigureAwait(false));
        if (!status.IsClean || status.Head.Sha != salvage.HeadSha)
        {
            throw new GitException(GitErrorKind.Conflict, $"The salvage '{salvage.Id}' can only be put into a clean work tree at {salvage.HeadSha ?? "no commit"}; '{git.Folder}' {(status.IsClean ? $"is at {status.Head.Sha ?? "no commit"}" : "has changes")}. Make a new worktree there first.");
        }

        var top = (await git.ReadAsync(["rev-parse", "--show-toplevel"], cancellationToken).ConfigureAwait(false)).Text;
        git = git.In(top);
        var changes = await ReadChangesAsync(git, salvage, cancellationToken).ConfigureAwait(false);
        await CheckNothingIsOverwrittenAsync(git, top, salvage, changes, cancellationToken).ConfigureAwait(false);
        foreach (var change in changes.Where(change => change.IsDeleted))
        {
            var file = PathOf(top, change.Path);
            File.Delete(file);
            DeleteEmptied(Path.GetDirectoryName(file)!, top);
        }

        foreach (var group in changes.Where(change => change is { IsDeleted: false, Mode: not IndexEntry.Submodule }).Chunk(FilesAtOnce))
        {
            var blobs = await git.RunAsync(new("cat-file", "--batch") { IsRead = true, MaxOutputBytes = int.MaxValue, Input = Encoding.ASCII.GetBytes(string.Concat(group.Select(change => change.Sha + "\n"))) }, cancellationToken).ConfigureAwait(false);
            WriteFiles(top, group, blobs.Output);
        }

        if ((salvage.IndexSha ?? salvage.HeadSha) is { } index)
        {
            await git.RunAsync(new("read-tree", index), cancellationToken).ConfigureAwait(false);
            await RestoreConflictsAsync(git, salvage, cancellationToken).ConfigureAwait(false);
        }
    }

    // As git leaves it: a folder without files is none. Another file may come to its place.
    private static void DeleteEmptied(string folder, string top)
    {
        for (; !WorktreeLayout.PathsEqual(folder, top) && Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any(); folder = Path.GetDirectoryName(folder)!)
        {
            Directory.Delete(folder);
        }
    }

    // The stages lie in the kept index as files of names of our own.
    private static async Task RestoreConflictsAsync(GitCommand git, Salvage salvage, CancellationToken cancellationToken)
    {
        if (salvage.Conflicts.Count == 0)
        {
            return;
        }

        var names = salvage.Conflicts.SelectMany(path => Enumerable.Range(1, 3).Select(stage => (Name: SalvageNote.StageName(path, stage), Path: path, Stage: stage))).ToDictionary(one => one.Name, StringComparer.Ordinal);
        var kept = (await git.ReadAsync(["ls-files", "-s", "-z", "--", .. names.Keys], cancellationToken).ConfigureAwait(false)).SplitAtNul();
        var lines = new StringBuilder();
        foreach (var (facts, name) in kept.Select(line => line.Split('\t', 2)).Select(line => (line[0].Split(' '), line[1])).Where(entry => names.ContainsKey(entry.Item2)))
        {
            var (_, path, stage) = names[name];
            lines.Append(CultureInfo.InvariantCulture, $"0 {new string('0', facts[1].Length)}\t{name}\0{facts[0]} {facts[1]} {stage}\t{path}\0");
        }

        await git.RunAsync(new("update-index", "-z", "--index-info") { Input = Encoding.UTF8.GetBytes(lines.ToString()) }, cancellationToken).ConfigureAwait(false);
    }

    // What a status does not tell of: ignored files, and files that git was told to look away from.
    private static async Task CheckNothingIsOverwrittenAsync(GitCommand git, string top, Salvage salvage, IReadOnlyList<Change> changes, CancellationToken cancellationToken)
    {
        var special = IndexEntry.ReadSpecial(await git.ReadAsync(["ls-files", "-s", "-v", "-z"], cancellationToken).ConfigureAwait(false));
        var hidden = special.Where(entry => entry.IsHidden).Select(entry => entry.Path).ToHashSet(StringComparer.Ordinal);
        // What the salvage takes away makes room: a folder may have become a file.
        var gone = changes.Where(change => change.IsDeleted).Select(change => PathOf(top, change.Path)).ToHashSet(StringComparer.Ordinal);
        var format = salvage.Sha.Length == 64 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1;
        var free = changes.Where(change => change.IsDeleted).Select(change => change.Path + "/").ToHashSet(StringComparer.Ordinal);
        foreach (var change in changes.Where(change => change.IsNew || hidden.Contains(change.Path)))
        {
            if (Ancestors(change.Path).Any(free.Contains))
            {
                continue;
            }

            if (HoldsMore(PathOf(top, change.Path), gone) || (FileFacts.BlobName(PathOf(top, change.Path), format) is { } name && name != change.Sha))
            {
                throw new GitException(GitErrorKind.Conflict, $"The salvage '{salvage.Id}' holds '{change.Path}', and '{top}' has another file there that git ignores. Move that one away first, or make the worktree without {nameof(WorktreeRequest.UsesWorktreeInclude)}.");
            }
        }
    }

    private static IEnumerable<string> Ancestors(string path)
    {
        for (var end = path.IndexOf('/', StringComparison.Ordinal); end >= 0; end = path.IndexOf('/', end + 1))
        {
            yield return path[..(end + 1)];
        }
    }

    private static bool HoldsMore(string folder, HashSet<string> gone) =>
        Directory.Exists(folder) && new DirectoryInfo(folder).EnumerateFileSystemInfos().Any(entry => entry is DirectoryInfo { LinkTarget: null } ? HoldsMore(entry.FullName, gone) : !gone.Contains(entry.FullName));

    private static async Task<IReadOnlyList<Change>> ReadChangesAsync(GitCommand git, Salvage salvage, CancellationToken cancellationToken)
    {
        GitCall call = salvage.HeadSha is { } head
            ? new("diff-tree", "-r", "-z", "--no-renames", "--raw", "--full-index", head, salvage.Sha)
            : new("diff-tree", "-r", "-z", "--no-renames", "--raw", "--full-index", "--root", "--no-commit-id", "-m", "--first-parent", salvage.Sha);
        var fields = (await git.RunAsync(call with { IsRead = true }, cancellationToken).ConfigureAwait(false)).SplitAtNul();

        // :100644 100644 sha sha M, then the path.
        return [.. fields.Chunk(2).Where(pair => pair.Length == 2).Select(pair => (Facts: pair[0].Split(' '), Path: pair[1])).Select(change => new Change(change.Facts[1], change.Facts[3], change.Path, change.Facts[4] == "D", change.Facts[4] == "A"))];
    }

    private static void WriteFiles(string top, Change[] changes, ReadOnlyMemory<byte> output)
    {
        foreach (var change in changes)
        {
            // sha SP type SP size LF bytes LF
            var end = output.Span.IndexOf((byte)'\n');
            var size = int.Parse(Encoding.ASCII.GetString(output.Span[..end]).Split(' ')[2], CultureInfo.InvariantCulture);
            WriteFile(PathOf(top, change.Path), change.Mode, output.Span.Slice(end + 1, size));
            output = output[(end + 1 + size + 1)..];
        }
    }

    private static void WriteFile(string file, string mode, ReadOnlySpan<byte> content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.Delete(file);
        if (mode == "120000")
        {
            File.CreateSymbolicLink(file, Encoding.UTF8.GetString(content));
            return;
        }

        File.WriteAllBytes(file, content);
        if (mode == "100755" && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, File.GetUnixFileMode(file) | Execute);
        }
    }

    // A tree that somebody else wrote could name a path outside, or one behind a link.
    private static string PathOf(string top, string path)
    {
        var full = Path.GetFullPath(path, top);
        return WorktreeLayout.IsInside(RealPath.Of(Path.GetDirectoryName(full)!), RealPath.Of(top)) && !path.Split('/').Contains(".git", StringComparer.OrdinalIgnoreCase)
            ? full
            : throw new WorkspaceException($"The salvage names '{path}', which is not inside of '{top}'.");
    }

    private sealed record Change(string Mode, string Sha, string Path, bool IsDeleted, bool IsNew);
}
