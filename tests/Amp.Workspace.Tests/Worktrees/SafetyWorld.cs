using System.Security.Cryptography;
using System.Text;
using Amp.Testing;
using Amp.Workspace.Tests.Processes;
using Amp.Workspace.Worktrees;

namespace Amp.Workspace.Tests.Worktrees;

/// <summary>A repository with a user who edits, commits, resets, deletes and locks, and with our verbs, failures and crashes among it. Knows every byte that was ever written.</summary>
internal sealed class SafetyWorld(TestRepository repository, WorktreeManager worktrees, Random random)
{
    private static readonly string[] Names = ["a.txt", "b.txt", "folder-0000/file-000000.txt", "sub/ü n\n.txt", "x.ignored", ".env", "-dash"];

    private static readonly string[] CrashSteps = ["remove.noted", "remove.moved", "remove.salvaged", "remove.decided", "delete.files", "delete.state", "delete.branch", "delete.forgotten"];

    // By the name that git gives the content.
    private readonly Dictionary<string, string> _written = [];
    private readonly List<string> _log = [];
    private int _lastToken;

    public string Log => string.Join(Environment.NewLine, _log);

    public int Verbs { get; private set; }

    public int Crashes { get; private set; }

    /// <summary>The user does something. Bytes may be lost by it: they were the user's to lose.</summary>
    public async Task ActAsync()
    {
        var folders = Folders();
        if (folders.Length == 0)
        {
            return;
        }

        var folder = folders[random.Next(folders.Length)];
        var name = Names[random.Next(Names.Length)];
        var file = Path.Combine(folder, name);
        switch (random.Next(18))
        {
            case 0 or 1 or 2 or 3:
                Write(file);
                break;
            case 4 when File.Exists(file):
                Note($"user deletes {file}");
                File.Delete(file);
                break;
            case 5:
                await GitAsync(folder, "add", "--all");
                break;
            case 6 or 7:
                await GitAsync(folder, "add", "--all");
                await GitAsync(folder, "commit", "--quiet", "--allow-empty", "-m", $"Commit {_lastToken}");
                break;
            case 8:
                await GitAsync(folder, "reset", "--quiet", random.Next(2) == 0 ? "--hard" : "--mixed", "HEAD~1");
                break;
            case 9:
                await GitAsync(folder, "update-index", random.Next(2) == 0 ? "--assume-unchanged" : "--skip-worktree", "--", "folder-0000/file-000000.txt");
                Write(Path.Combine(folder, "folder-0000", "file-000000.txt"));
                break;
            case 10:
                await GitAsync(folder, "checkout", "--quiet", "--detach");
                break;
            case 11:
                await GitAsync(folder, "stash", "--include-untracked", "--quiet");
                break;
            case 12:
                Note($"user deletes the folder {Path.GetFileName(folder)}");
                Directory.Delete(folder, recursive: true);
                break;
            case 13:
                await GitAsync(folder, "add", "--all");
                await GitAsync(folder, "commit", "--quiet", "--amend", "-m", $"Commit {_lastToken}, again");
                break;
            case 14:
                // Nearly always a conflict, which stays.
                await GitAsync(folder, "merge", "--quiet", "--no-edit", $"worktrees/{Path.GetFileName(folders[random.Next(folders.Length)])}/HEAD");
                break;
            case 15 when Directory.Exists(Path.Combine(folder, "folder-0000")):
                await NestAsync(Path.Combine(folder, "folder-0000"));
                break;
            case 16 when File.Exists(file):
                Note($"user makes a folder of {file}");
                File.Delete(file);
                Write(Path.Combine(file, "inner.txt"));
                break;
            default:
                await GitAsync(folder, "worktree", random.Next(2) == 0 ? "unlock" : "lock", folder);
                break;
        }
    }

    /// <summary>We do something, or fail or die in the middle of it. No byte may be lost by it.</summary>
    /// <returns>What was there before and is nowhere now.</returns>
    public async Task<IReadOnlyList<string>> ServeAsync()
    {
        await DisownAsync();
        var before = await ReachableAsync();
        Verbs++;
        try
        {
            await VerbAsync();
        }
        catch (Exception e) when (e is WorkspaceException or SimulatedFailure)
        {
            Note($"  refused: {(e as WorktreeRefusedException)?.Obstacles.ToString() ?? e.Message}");
        }

        var after = await ReachableAsync();
        return [.. before.Where(name => !after.Contains(name)).Select(name => _written[name])];
    }

    private async Task VerbAsync()
    {
        var ours = (await worktrees.ListAsync(withState: false)).Where(worktree => worktree is { IsMain: false }).ToArray();
        var one = ours.Length == 0 ? null : ours[random.Next(ours.Length)];
        if (random.Next(6) == 0)
        {
            var left = random.Next(1, 8);
            Note($"(fails at step {left} of the next verb)");
            Steps.Reached = step => left = left == 1 ? throw new SimulatedFailure(step) : left - 1;
        }

        switch (random.Next(12))
        {
            case 0 or 1:
                await CreateAsync();
                break;
            case 2 or 3 when one is not null:
                Note($"remove {one.Id}");
                await worktrees.RemoveAsync(one.Path);
                break;
            case 4 or 5 when one is not null:
                Note($"force {one.Id}");
                await worktrees.RemoveAsync(one.Path, new() { Force = true, BreakLock = random.Next(2) == 0, DeleteBranch = random.Next(2) == 0, IncludeForeign = true });
                break;
            case 6 when one?.Id is not null:
                Note($"resume {one.Id}");
                await worktrees.ResumeAsync(one.Id);
                break;
            case 7:
                Note("prune");
                await worktrees.PruneAsync(includeForeign: true);
                break;
            case 8 or 9:
                Note("reap");
                await worktrees.ReapAsync(new() { MinAge = TimeSpan.Zero, DeleteMergedBranches = random.Next(2) == 0 });
                break;
            case 10 when random.Next(4) == 0 && one?.Id is not null:
                var step = CrashSteps[random.Next(CrashSteps.Length)];
                Note($"killed at {step} of a removal of {one.Id}");
                Crashes++;
                await CrashAsync(step, one.Id);
                break;
            default:
                await CreateAsync();
                break;
        }
    }

    private async Task CrashAsync(string step, string id)
    {
        try
        {
            await Worker.StartAsync(repository.Path, Path.GetDirectoryName(Path.GetDirectoryName(worktrees.Folder))!, step, "remove", id);
        }
        catch (InvalidOperationException e)
        {
            Note($"  the worker was refused: {e.Message.Split('\n')[0]}");
        }

        // The next verb, whatever it is, finds what was left behind.
        await worktrees.ReapAsync(new() { MinAge = TimeSpan.FromDays(1000) });
    }

    private async Task CreateAsync()
    {
        var made = await worktrees.CreateAsync(random.Next(2) == 0 ? null : new() { NewBranch = $"topic-{++_lastToken}" });
        Note($"created {made.Id}");
    }

    // As if the process that made them had ended: a reaper takes only such.
    private async Task DisownAsync()
    {
        foreach (var worktree in (await worktrees.ListAsync(withState: false)).Where(worktree => worktree is { IsOurs: true, IsLocked: true, IsOwnerGone: false, Owner: not null }))
        {
            if (random.Next(3) == 0 && WorktreeFolder.Find(worktree.Path, Path.Combine(repository.Path, ".git", "worktrees")) is { } folder)
            {
                var start = worktree.Owner!.ProcessStart!.Split(' ');
                WorktreeLock.Write(folder.AdminDirectory, worktree.Owner with { ProcessStart = $"{start[0]} {start[1]} 1 {start[3]}" });
            }
        }
    }

    private string[] Folders() => Directory.Exists(worktrees.Folder) ? [.. Directory.EnumerateDirectories(worktrees.Folder).Where(folder => Path.GetFileName(folder) != ".trash").Order(StringComparer.Ordinal)] : [];

    // A repository in a folder that is tracked: git looks past it.
    private async Task NestAsync(string folder)
    {
        if (Directory.Exists(Path.Combine(folder, ".git")))
        {
            Note($"user deletes the repository in {folder}");
            FolderDeletion.Delete(Path.Combine(folder, ".git"));
            return;
        }

        await GitAsync(folder, "init", "--quiet");
        Write(Path.Combine(folder, "file-000000.txt"));
        await GitAsync(folder, "add", "--all");
        await GitAsync(folder, "commit", "--quiet", "-m", "Inner");
        Write(Path.Combine(folder, "file-000000.txt"));
    }

    private void Write(string file)
    {
        if (Directory.Exists(file))
        {
            return;
        }

        var text = $"token {++_lastToken} of {random.Next()}\n";
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        _written[NameOf(text)] = $"{text.Trim()} in {file}";
        Note($"user writes {text.Trim()} to {file}");
    }

    private async Task GitAsync(string folder, params string[] arguments)
    {
        Note($"user runs git {string.Join(' ', arguments)} in {Path.GetFileName(folder)}");
        try
        {
            await repository.GitInAsync(folder, arguments);
        }
        catch (InvalidOperationException)
        {
            // The user's own mistakes: nothing to commit, no commit to go back to.
        }
    }

    // On the disk in a place where somebody finds it, or in what git never collects: references, the worktrees' own HEADs, reflogs and indexes.
    private async Task<HashSet<string>> ReachableAsync()
    {
        List<string> objects = [];
        var inner = Folders().Select(folder => Path.Combine(folder, "folder-0000")).Where(folder => Directory.Exists(Path.Combine(folder, ".git")));
        foreach (var folder in inner.Append(repository.Path))
        {
            objects.AddRange((await repository.GitInAsync(folder, "rev-list", "--objects", "--all", "--reflog", "--indexed-objects", "--no-object-names")).Split('\n'));
        }

        var files = Folders().SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)).Select(file => NameOf(File.ReadAllText(file)));
        return [.. objects.Concat(files).Where(_written.ContainsKey)];
    }

    private static string NameOf(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
#pragma warning disable CA5350 // Git's own naming.
        return Convert.ToHexStringLower(SHA1.HashData([.. Encoding.ASCII.GetBytes($"blob {bytes.Length}\0"), .. bytes]));
#pragma warning restore CA5350
    }

    private void Note(string text) => _log.Add(text);

    private sealed class SimulatedFailure(string step) : Exception($"failed at {step}");
}
