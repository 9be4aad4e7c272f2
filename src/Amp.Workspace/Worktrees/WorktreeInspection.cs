using System.Security.Cryptography;
using Amp.Workspace.Git;

namespace Amp.Workspace.Worktrees;

/// <summary>Looks for everything in a worktree that is nowhere else. Takes no lock and changes nothing.</summary>
internal sealed class WorktreeInspection(GitCommand git, WorktreeOptions options, string objectFormat)
{
    // Settings with which git looks at fewer signs of a change are the user's to make, but not for a deletion.
    internal static readonly string[] Careful =
        ["core.checkStat=default", "core.trustctime=true", "core.untrackedCache=false", .. OperatingSystem.IsLinux() ? (string[])["core.ignoreCase=false"] : []];

    private static readonly string[] Underway = ["MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply", "BISECT_LOG", "sequencer"];

    private readonly HashAlgorithmName _format = objectFormat == "sha256" ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1;

    /// <param name="folder">The worktree.</param>
    /// <param name="record">What we know of it, if it is ours.</param>
    /// <param name="branchToDelete">A branch that goes with it.</param>
    /// <param name="cancellationToken">Ends git.</param>
    public async Task<WorktreeContents> LookAsync(WorktreeFolder folder, WorktreeRecord? record, string? branchToDelete, CancellationToken cancellationToken)
    {
        if (!folder.HasFiles)
        {
            return await LookAtStateAsync(folder, branchToDelete, cancellationToken).ConfigureAwait(false);
        }

        var findings = new Findings();
        var at = git.In(folder.Path);
        var statusTask = at.RunAsync(folder.Call(StatusArguments) with { IsRead = true, Settings = Careful }, cancellationToken);
        var indexTask = at.RunAsync(folder.Call("ls-files", "-s", "-v", "-z") with { IsRead = true }, cancellationToken);
        var ignoredTask = at.RunAsync(folder.Call("ls-files", "--others", "--ignored", "--exclude-standard", "-z") with { IsRead = true, Settings = Careful }, cancellationToken);
        var disposableTask = ListDisposableAsync(at, folder, cancellationToken);
        await Task.WhenAll(statusTask, indexTask, ignoredTask, disposableTask).ConfigureAwait(false);

        var status = StatusParser.Parse(await statusTask.ConfigureAwait(false));
        var special = IndexEntry.ReadSpecial(await indexTask.ConfigureAwait(false));
        AddStatus(findings, folder, status, record);
        AddHidden(findings, folder, special, _format);
        await AddSubmodulesAsync(findings, folder, special, cancellationToken).ConfigureAwait(false);
        var ignored = (await ignoredTask.ConfigureAwait(false)).SplitAtNul();
        if (!WorktreeLayout.PathsEqual(folder.AdminDirectory, git.Folder))
        {
            // The main work tree is only ever listed.
            AddOverlooked(findings, folder, [.. status.Entries.Select(entry => entry.Path), .. ignored, .. special.Where(entry => entry.Mode == IndexEntry.Submodule).Select(entry => entry.Path)]);
        }

        AddIgnored(findings, folder, ignored.Except(await disposableTask.ConfigureAwait(false), StringComparer.Ordinal), record);
        if (Directory.Exists(Path.Combine(folder.Path, ".git")))
        {
            findings.Add(WorktreeObstacle.NestedRepository, "its .git is a folder: another repository was made in its place.");
        }

        var (tips, ofHead) = await LostHistory.FindAsync(git, folder.AdminDirectory, status.Head.Sha, branchToDelete, cancellationToken).ConfigureAwait(false);
        AddHistory(findings, folder, ofHead);
        return findings.ToContents(status.Head, tips, ofHead, [.. special.Where(entry => entry.Stage > 0)]);
    }

    private static IReadOnlyList<string> StatusArguments { get; } = [.. StatusParser.Arguments(withIgnored: false).Select(argument => argument == "--find-renames" ? "--no-renames" : argument)];

    // The files are gone, and with them all that was not staged or committed.
    private async Task<WorktreeContents> LookAtStateAsync(WorktreeFolder folder, string? branchToDelete, CancellationToken cancellationToken)
    {
        var findings = new Findings();
        var state = new Dictionary<string, string>(StringComparer.Ordinal) { ["GIT_DIR"] = folder.AdminDirectory };
        var sha = (await git.RunAsync(new("rev-parse", "--verify", "--quiet", "HEAD^{commit}") { IsRead = true, AcceptedExitCodes = [0, 1, 128], Environment = state }, cancellationToken).ConfigureAwait(false)).Text;
        var branch = (await git.RunAsync(new("symbolic-ref", "--quiet", "HEAD") { IsRead = true, AcceptedExitCodes = [0, 1, 128], Environment = state }, cancellationToken).ConfigureAwait(false)).Text;
        var head = new GitHead { Sha = sha.Length == 0 ? null : sha, Branch = branch.StartsWith("refs/heads/", StringComparison.Ordinal) ? branch["refs/heads/".Length..] : null };
        IReadOnlyList<IndexEntry> special = [];
        if (File.Exists(Path.Combine(folder.AdminDirectory, "index")))
        {
            findings.IsStaged = head.Sha is null
                || (await git.RunAsync(new("diff-index", "--cached", "--quiet", "--ignore-submodules=none", head.Sha) { IsRead = true, AcceptedExitCodes = [0, 1, 128], Environment = state }, cancellationToken).ConfigureAwait(false)).ExitCode != 0;
            special = IndexEntry.ReadSpecial(await git.RunAsync(new("ls-files", "-s", "-v", "-z") { IsRead = true, Environment = state }, cancellationToken).ConfigureAwait(false));
            if (findings.IsStaged)
            {
                findings.Add(WorktreeObstacle.Dirty, "its index holds what was staged and never committed.");
            }
        }

        await AddSubmodulesAsync(findings, folder, [], cancellationToken).ConfigureAwait(false);
        var (tips, ofHead) = await LostHistory.FindAsync(git, folder.AdminDirectory, head.Sha, branchToDelete, cancellationToken).ConfigureAwait(false);
        AddHistory(findings, folder, ofHead);
        return findings.ToContents(head, tips, ofHead, [.. special.Where(entry => entry.Stage > 0)]);
    }

    private static void AddStatus(Findings findings, WorktreeFolder folder, GitStatus status, WorktreeRecord? record)
    {
        var isLazy = record is { IsLazy: true };
        foreach (var entry in status.Entries)
        {
            findings.IsStaged |= entry.IndexState is not '.' || entry.IsConflict;
            if (entry.IsUntracked && entry.Path.EndsWith('/'))
            {
                findings.Add(WorktreeObstacle.NestedRepository, $"'{entry.Path}' is a repository of its own.");
            }
            else if (entry.IsSubmodule)
            {
                findings.Add(WorktreeObstacle.Dirty, $"the submodule '{entry.Path}' differs.");
                findings.Submodules.Add(entry.Path);
            }
            else if (AddUnnameable(findings, folder, entry.Path))
            {
                continue;
            }
            else if (FileFacts.Exists(Path.Combine(folder.Path, entry.Path)))
            {
                findings.Changed.Add(entry.Path);
            }
            else if (!isLazy || entry.IndexState is not '.')
            {
                findings.Deleted.Add(entry.Path);
            }
        }

        if (findings.Changed.Count + findings.Deleted.Count > 0)
        {
            findings.Add(WorktreeObstacle.Dirty, $"{findings.Changed.Count + findings.Deleted.Count} file(s) differ from the last commit, such as '{findings.Changed.Concat(findings.Deleted).First()}'.");
        }
    }

    // What git says nothing of, or only warns.
    private static void AddOverlooked(Findings findings, WorktreeFolder folder, IReadOnlyList<string> known)
    {
        try
        {
            foreach (var repository in FolderWalk.FindRepositories(folder.Path, known.Select(path => Path.Combine(folder.Path, path.TrimEnd('/'))).ToHashSet(StringComparer.Ordinal)))
            {
                findings.Add(WorktreeObstacle.NestedRepository, $"'{repository}' holds a repository of its own, which git looks past.");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            findings.Add(WorktreeObstacle.Unreadable, $"what is in it cannot all be seen: {e.Message}");
        }

        if (MountPoints.FindBelow(RealPath.Of(folder.Path)) is { } place)
        {
            findings.Add(WorktreeObstacle.InUse, $"another file system is mounted on '{place}'.");
        }
    }

    private static bool AddUnnameable(Findings findings, WorktreeFolder folder, string path)
    {
        var isUnnameable = path.Contains('\uFFFD', StringComparison.Ordinal) && !Path.Exists(Path.Combine(folder.Path, path));
        if (isUnnameable)
        {
            findings.Add(WorktreeObstacle.Unreadable, $"'{path}' differs, and its name is not UTF-8, so it cannot be kept: rename it first.");
        }

        return isUnnameable;
    }

    // assume-unchanged and skip-worktree hide changes from a status.
    private static void AddHidden(Findings findings, WorktreeFolder folder, IReadOnlyList<IndexEntry> special, HashAlgorithmName format)
    {
        foreach (var entry in special.Where(entry => entry is { IsHidden: true, Stage: 0, Mode: not IndexEntry.Submodule }))
        {
            if (FileFacts.BlobName(Path.Combine(folder.Path, entry.Path), format) is { } name && name != entry.Sha)
            {
                findings.Changed.Add(entry.Path);
                findings.Add(WorktreeObstacle.Dirty, $"'{entry.Path}' differs, which git was told to look away from.");
            }
        }
    }

    private async Task AddSubmodulesAsync(Findings findings, WorktreeFolder folder, IReadOnlyList<IndexEntry> special, CancellationToken cancellationToken)
    {
        foreach (var path in special.Where(entry => entry.Mode == IndexEntry.Submodule).Select(entry => Path.Combine(folder.Path, entry.Path)).Where(Directory.Exists))
        {
            if (Directory.Exists(Path.Combine(path, ".git")))
            {
                findings.Add(WorktreeObstacle.NestedRepository, $"the submodule '{path}' holds its repository in itself.");
            }
            else if (!File.Exists(Path.Combine(path, ".git")) && Directory.EnumerateFileSystemEntries(path).Any())
            {
                findings.Add(WorktreeObstacle.SubmoduleWork, $"'{path}' is the place of a submodule that is not checked out, and has files in it.");
            }
        }

        var work = await SubmoduleWork.FindAsync(git, Path.Combine(folder.AdminDirectory, "modules"), options.DisposableFiles, _format, cancellationToken).ConfigureAwait(false);
        foreach (var detail in work)
        {
            findings.Add(WorktreeObstacle.SubmoduleWork, detail);
        }
    }

    private void AddIgnored(Findings findings, WorktreeFolder folder, IEnumerable<string> paths, WorktreeRecord? record)
    {
        var copied = (record?.Copied ?? []).ToDictionary(file => file.Path, file => file.Sha256, StringComparer.Ordinal);
        foreach (var path in paths)
        {
            var file = Path.Combine(folder.Path, path);
            if (path.EndsWith('/'))
            {
                findings.Add(WorktreeObstacle.NestedRepository, $"'{path}' is a repository of its own, in an ignored folder.");
            }
            else if (!AddUnnameable(findings, folder, path) && (!copied.TryGetValue(path, out var hash) || FileFacts.Sha256(file) != hash || !IsStillAt(record!.CopiedFrom, path, hash)))
            {
                findings.Ignored.Add(path);
                findings.IgnoredBytes += FileFacts.Length(file);
            }
        }

        if (findings.IgnoredBytes > options.MaxSalvagedIgnoredBytes)
        {
            findings.Add(WorktreeObstacle.IgnoredFiles, $"{findings.Ignored.Count} ignored file(s) of {findings.IgnoredBytes} bytes in all are more than a salvage takes ({nameof(WorktreeOptions)}.{nameof(WorktreeOptions.MaxSalvagedIgnoredBytes)} is {options.MaxSalvagedIgnoredBytes}); name those that can be made anew in {nameof(WorktreeOptions.DisposableFiles)}. One is '{findings.Ignored[0]}'.");
        }
    }

    // The copy may be the last one: the first was edited since, or deleted.
    private static bool IsStillAt(string? folder, string path, string hash) => folder is not null && FileFacts.Sha256(Path.Combine(folder, path)) == hash;

    private static void AddHistory(Findings findings, WorktreeFolder folder, int ofHead)
    {
        if (ofHead > 0)
        {
            findings.Add(WorktreeObstacle.Unmerged, $"{ofHead} commit(s) are on no branch that stays.");
        }

        if (Underway.FirstOrDefault(name => Path.Exists(Path.Combine(folder.AdminDirectory, name))) is { } underway)
        {
            findings.Add(WorktreeObstacle.Dirty, $"a merge, rebase or the like is under way ({underway}).");
        }
    }

    private async Task<IReadOnlyList<string>> ListDisposableAsync(GitCommand at, WorktreeFolder folder, CancellationToken cancellationToken) =>
        options.DisposableFiles.Count == 0
            ? []
            : (await at.RunAsync(folder.Call(["ls-files", "--others", "--ignored", "-z", .. options.DisposableFiles.Select(pattern => "--exclude=" + pattern)]) with { IsRead = true, Settings = Careful }, cancellationToken).ConfigureAwait(false))
                .SplitAtNul().Where(path => !path.EndsWith('/')).ToArray();

    private sealed class Findings
    {
        private readonly List<string> _details = [];
        private WorktreeObstacle _obstacles;

        public List<string> Changed { get; } = [];

        public List<string> Deleted { get; } = [];

        public List<string> Ignored { get; } = [];

        public List<string> Submodules { get; } = [];

        public long IgnoredBytes { get; set; }

        public bool IsStaged { get; set; }

        public void Add(WorktreeObstacle obstacle, string detail)
        {
            _obstacles |= obstacle;
            _details.Add(detail);
        }

        public WorktreeContents ToContents(GitHead head, IReadOnlyList<string> tips, int ofHead, IReadOnlyList<IndexEntry> conflicts) => new()
        {
            Head = head,
            Changed = Changed,
            Deleted = Deleted,
            Submodules = Submodules,
            IsStaged = IsStaged,
            Conflicts = conflicts,
            Ignored = Ignored,
            IgnoredBytes = IgnoredBytes,
            LostTips = tips,
            UnmergedCommits = ofHead,
            Obstacles = _obstacles,
            Details = _details,
        };
    }
}
