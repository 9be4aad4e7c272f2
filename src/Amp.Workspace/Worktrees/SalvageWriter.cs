using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Amp.Workspace.Git;

namespace Amp.Workspace.Worktrees;

/// <summary>Keeps what a worktree holds: one commit, set as one reference, or nothing.</summary>
internal sealed class SalvageWriter(GitCommand git, TimeProvider clock)
{
    public const string References = "refs/amp/salvage/";

    // A power cut right after the deletion must not find the kept objects still on their way to the disk.
    private static readonly string[] OnDisk = ["core.fsync=committed,loose-object", "core.fsyncMethod=fsync"];

    /// <exception cref="GitException">Git could not keep it: the worktree must not go.</exception>
    /// <exception cref="IOException">A file could not be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public async Task<Salvage> WriteAsync(WorktreeFolder folder, WorktreeContents contents, string originalPath, string? worktreeId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var id = string.Create(CultureInfo.InvariantCulture, $"{now.UtcDateTime:yyyyMMdd-HHmmss}-{worktreeId ?? WorktreeLayout.FileNameOf(Path.GetFileName(originalPath))}-{RandomNumberGenerator.GetHexString(6, lowercase: true)}");
        var indexTree = contents.IsStaged ? await WriteIndexTreeAsync(folder, contents, cancellationToken).ConfigureAwait(false) : null;
        var head = contents.Head.Sha;
        var tips = contents.LostTips.Where(tip => tip != head).ToArray();
        var note = new SalvageNote { WorktreeId = worktreeId, Path = originalPath, Branch = contents.Head.Branch, HasHead = head is not null, HasIndex = contents.IsStaged, Conflicts = [.. contents.Conflicts.Select(entry => entry.Path).Distinct(StringComparer.Ordinal)] };
        var message = $"Everything that was in a worktree and nowhere else\n\n{SalvageNote.Word}{JsonSerializer.Serialize(note, WorktreeJson.Default.SalvageNote)}\n";

        await git.RunAsync(
            new("fast-import", "--quiet", "--date-format=raw")
            {
                // Names that differ only in case are two files, if two there were.
                Settings = [.. OnDisk, "core.ignoreCase=false"],
                WriteInput = async (stream, token) =>
                {
                    var buffered = new BufferedStream(stream, 64 * 1024);
                    var import = new FastImport(buffered, References + id, now);
                    await import.BeginAsync(token).ConfigureAwait(false);
                    List<string> parents = head is null ? [] : [head];
                    if (contents.IsStaged)
                    {
                        await import.CommitAsync(1, "The index\n", parents, token).ConfigureAwait(false);
                        await import.UseTreeAsync(indexTree!, token).ConfigureAwait(false);
                        foreach (var entry in contents.Conflicts)
                        {
                            await import.AddAsync(entry.Mode, entry.Sha, SalvageNote.StageName(entry.Path, entry.Stage), token).ConfigureAwait(false);
                        }

                        parents = [.. parents, ":1"];
                    }

                    await import.CommitAsync(2, message, [.. parents, .. tips], token).ConfigureAwait(false);
                    await WriteFilesAsync(import, folder, contents, token).ConfigureAwait(false);
                    await import.EndAsync(token).ConfigureAwait(false);
                    await buffered.FlushAsync(token).ConfigureAwait(false);
                },
            },
            cancellationToken).ConfigureAwait(false);

        return await new SalvageStore(git, clock, null).GetAsync(id, cancellationToken).ConfigureAwait(false);
    }

    private async Task WriteFilesAsync(FastImport import, WorktreeFolder folder, WorktreeContents contents, CancellationToken cancellationToken)
    {
        // A file may have become a folder, or a folder a file: what is gone makes room first.
        foreach (var path in contents.Deleted)
        {
            await import.DeleteAsync(path, cancellationToken).ConfigureAwait(false);
        }

        foreach (var path in contents.Submodules)
        {
            var submodule = Path.Combine(folder.Path, path);
            var sha = File.Exists(Path.Combine(submodule, ".git")) ? (await git.In(submodule).RunAsync(new("rev-parse", "--verify", "HEAD") { IsRead = true }, cancellationToken).ConfigureAwait(false)).Text : null;
            await (sha is null ? import.DeleteAsync(path, cancellationToken) : import.AddAsync(IndexEntry.Submodule, sha, path, cancellationToken)).ConfigureAwait(false);
        }

        foreach (var path in contents.Changed.Concat(contents.Ignored))
        {
            await import.AddFileAsync(Path.Combine(folder.Path, path), path, cancellationToken).ConfigureAwait(false);
        }
    }

    // In a copy: write-tree notes the trees that it made in the index, and refuses one with conflicts.
    private async Task<string> WriteIndexTreeAsync(WorktreeFolder folder, WorktreeContents contents, CancellationToken cancellationToken)
    {
        var copy = Path.Combine(folder.AdminDirectory, $"amp-index-{Guid.NewGuid():N}");
        var call = folder.HasFiles ? folder.Call() : new GitCall { Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["GIT_DIR"] = folder.AdminDirectory } };
        call = call with { Environment = new Dictionary<string, string>(call.Environment, StringComparer.Ordinal) { ["GIT_INDEX_FILE"] = copy }, Settings = OnDisk };
        try
        {
            var index = Path.Combine(folder.AdminDirectory, "index");
            if (File.Exists(index))
            {
                File.Copy(index, copy);
            }

            if (contents.Conflicts.Count > 0)
            {
                // Mode 0 takes a path out, in all of its stages.
                var lines = contents.Conflicts.Select(entry => entry.Path).Distinct().Select(path => $"0 {new string('0', contents.Conflicts[0].Sha.Length)}\t{path}\0");
                await git.RunAsync(call with { Arguments = ["update-index", "-z", "--index-info"], Input = System.Text.Encoding.UTF8.GetBytes(string.Concat(lines)) }, cancellationToken).ConfigureAwait(false);
            }

            return (await git.RunAsync(call with { Arguments = ["write-tree"] }, cancellationToken).ConfigureAwait(false)).Text;
        }
        finally
        {
            File.Delete(copy);
            File.Delete(copy + ".lock");
        }
    }
}
