using System.Diagnostics;
using System.Text;
using Amp.Testing;
using Amp.Workspace.Worktrees;

namespace Amp.Workspace.Tests.Worktrees;

/// <summary>Work that git itself does not show, or not as what it is: each of these was lost by a removal once.</summary>
public sealed class HiddenWorkTests
{
    private const int Limit = 60_000;

    [Fact(Timeout = Limit)]
    public async Task A_repository_that_was_made_in_a_tracked_folder_is_seen_and_one_that_is_broken_too()
    {
        await using var lab = await Lab.CreateAsync();
        var made = await lab.Worktrees.CreateAsync();
        var folder = Path.Combine(made.Path, "folder-0000");
        await lab.Repository.GitInAsync(folder, "init", "--quiet");
        await lab.Repository.GitInAsync(folder, "add", ".");
        await lab.Repository.GitInAsync(folder, "commit", "--quiet", "-m", "Only here");
        // Git looks past it: the folder is one of the outer repository.
        Assert.Equal("", await lab.Repository.GitInAsync(made.Path, "status", "--porcelain", "--ignored"));

        Assert.Equal(WorktreeObstacle.NestedRepository, await ObstaclesAsync(lab, made));

        File.Delete(Path.Combine(folder, ".git", "HEAD"));
        Assert.Equal(WorktreeObstacle.NestedRepository, await ObstaclesAsync(lab, made));
        FolderDeletion.Delete(Path.Combine(folder, ".git"));
        // What a link leads to is not in it, whatever there is.
        Directory.CreateSymbolicLink(Path.Combine(folder, "link"), lab.Repository.Path);
        Directory.CreateSymbolicLink(Path.Combine(folder, "loop"), "..");
        await lab.Repository.GitInAsync(folder, "add", ".");
        await lab.Repository.GitInAsync(folder, "commit", "--quiet", "-m", "Links");
        await lab.Repository.GitAsync("branch", "kept", await lab.Repository.GitInAsync(folder, "rev-parse", "HEAD"));
        Assert.Null((await lab.Worktrees.RemoveAsync(made.Id!)).Salvage);
    }

    [Fact(Timeout = Limit)]
    public async Task A_folder_that_may_not_be_read_stops_the_removal()
    {
        if (Environment.IsPrivilegedProcess || OperatingSystem.IsWindows())
        {
            return;   // nothing is forbidden to root
        }

        await using var lab = await Lab.CreateAsync();
        var made = await lab.Worktrees.CreateAsync();
        var closed = Directory.CreateDirectory(Path.Combine(made.Path, "closed")).FullName;
        File.WriteAllText(Path.Combine(closed, "mine.txt"), "mine\n");
        File.SetUnixFileMode(closed, UnixFileMode.None);
        try
        {
            // Git warns, and says that all is clean.
            Assert.Equal("", await lab.Repository.GitInAsync(made.Path, "status", "--porcelain"));
            Assert.True((await ObstaclesAsync(lab, made)).HasFlag(WorktreeObstacle.Unreadable));
        }
        finally
        {
            File.SetUnixFileMode(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        Assert.Equal("mine\n", File.ReadAllText(Path.Combine(closed, "mine.txt")));
    }

    [Fact(Timeout = Limit)]
    public async Task Names_that_differ_only_in_case_are_two_files_also_when_git_was_told_otherwise()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;   // they are one file there
        }

        await using var lab = await Lab.CreateAsync();
        await lab.Repository.CommitAsync("Rules", ("readme.txt", "committed\n"), (".gitignore", "*.log\n"));
        await lab.Repository.GitAsync("config", "core.ignoreCase", "true");
        var made = await lab.Worktrees.CreateAsync();
        foreach (var name in (string[])["README.txt", "a.txt", "A.txt", "x.log", "X.LOG"])
        {
            File.WriteAllText(Path.Combine(made.Path, name), name);
        }

        Assert.Equal(WorktreeObstacle.Dirty, (await Assert.ThrowsAsync<WorktreeRefusedException>(() => lab.Worktrees.RemoveAsync(made.Id!))).Obstacles);
        var salvage = (await lab.Worktrees.RemoveAsync(made.Id!, WorktreeRemovePolicy.Salvaging)).Salvage!;

        foreach (var name in (string[])["README.txt", "a.txt", "A.txt", "x.log", "X.LOG"])
        {
            Assert.Equal(name, await lab.Repository.GitAsync("cat-file", "blob", $"{salvage.Sha}:{name}"));
        }
    }

    [Fact(Timeout = Limit)]
    public async Task A_name_that_is_not_UTF8_is_refused_with_work_in_it_and_removed_without()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;   // the file system takes no such name
        }

        await using var lab = await Lab.CreateAsync();
        await ShellAsync(lab.Repository.Path, "printf tracked > \"$(printf 'tracked-\\377.txt')\"");
        await lab.Repository.CommitAsync("A name in Latin-1");
        var clean = await lab.Worktrees.CreateAsync();
        var made = await lab.Worktrees.CreateAsync();

        await lab.Worktrees.RemoveAsync(clean.Id!);
        Assert.False(Directory.Exists(clean.Path));

        await ShellAsync(made.Path, "printf untracked > \"$(printf '\\377.txt')\"");
        Assert.True((await ObstaclesAsync(lab, made)).HasFlag(WorktreeObstacle.Unreadable));
        Assert.Equal("untracked", await ShellAsync(made.Path, "cat \"$(printf '\\377.txt')\""));
        await ShellAsync(made.Path, "rm \"$(printf '\\377.txt')\"; printf changed > \"$(printf 'tracked-\\377.txt')\"");
        Assert.True((await ObstaclesAsync(lab, made)).HasFlag(WorktreeObstacle.Unreadable));
        Assert.Equal("changed", await ShellAsync(made.Path, "cat \"$(printf 'tracked-\\377.txt')\""));
    }

    [Fact(Timeout = Limit)]
    public async Task A_pipe_in_the_place_of_a_file_holds_nobody_up()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await using var lab = await Lab.CreateAsync();
        await lab.Repository.CommitAsync("Rules", (".gitignore", ".env\n"), (".worktreeinclude", ".env\n"));
        lab.Repository.Write(".env", "KEY=1\n");
        var made = await lab.Worktrees.CreateAsync();
        await ShellAsync(made.Path, "rm folder-0000/file-000000.txt .env && mkfifo folder-0000/file-000000.txt .env");
        File.WriteAllText(Path.Combine(made.Path, "mine.txt"), "mine\n");

        var removal = await Task.Run(() => lab.Worktrees.RemoveAsync(made.Id!, WorktreeRemovePolicy.Salvaging));

        Assert.Equal("mine", await lab.Repository.GitAsync("show", $"{removal.Salvage!.Sha}:mine.txt"));
        Assert.False(Directory.Exists(made.Path));
    }

    [Fact(Timeout = Limit)]
    public async Task A_copied_file_is_kept_when_what_it_was_copied_from_is_not_the_same_any_more()
    {
        await using var lab = await Lab.CreateAsync();
        await lab.Repository.CommitAsync("Rules", (".gitignore", ".env*\n"), (".worktreeinclude", ".env*\n"));
        lab.Repository.Write(".env", "KEY=1\n");
        lab.Repository.Write(".env.local", "LOCAL=1\n");
        lab.Repository.Write(".env.same", "SAME=1\n");
        var made = await lab.Worktrees.CreateAsync();
        lab.Repository.Write(".env", "KEY=2\n");
        File.Delete(Path.Combine(lab.Repository.Path, ".env.local"));

        var salvage = (await lab.Worktrees.RemoveAsync(made.Id!)).Salvage!;

        Assert.Equal("KEY=1", await lab.Repository.GitAsync("show", $"{salvage.Sha}:.env"));
        Assert.Equal("LOCAL=1", await lab.Repository.GitAsync("show", $"{salvage.Sha}:.env.local"));
        Assert.Equal(".env\n.env.local", await lab.Repository.GitAsync("diff", "--name-only", salvage.HeadSha!, salvage.Sha));
    }

    [Fact(Timeout = Limit)]
    public async Task A_commit_in_a_reflog_of_any_length_is_kept()
    {
        await using var lab = await Lab.CreateAsync();
        var made = await lab.Worktrees.CreateAsync();
        await lab.Repository.GitInAsync(made.Path, "commit", "--quiet", "--allow-empty", "-m", "Forgotten");
        var forgotten = await lab.Repository.GitInAsync(made.Path, "rev-parse", "HEAD");
        await lab.Repository.GitInAsync(made.Path, "reset", "--quiet", "--hard", "HEAD~1");
        var state = WorktreeFolder.Find(made.Path, Path.Combine(lab.Repository.Path, ".git", "worktrees"))!.AdminDirectory;
        File.Delete(Path.Combine(state, "ORIG_HEAD"));
        var line = $"{made.BaseSha} {made.BaseSha} A <a@example.com> 1700000000 +0000\tcheckout: {new string('x', 900)}\n";
        File.AppendAllText(Path.Combine(state, "logs", "HEAD"), string.Concat(Enumerable.Repeat(line, 5000)));

        Assert.Contains(forgotten, (await lab.Worktrees.RemoveAsync(made.Id!)).Salvage?.OtherTips ?? []);
    }

    [Fact(Timeout = Limit)]
    public async Task A_commit_that_only_the_log_of_a_branch_knows_is_kept_when_the_branch_goes()
    {
        await using var lab = await Lab.CreateAsync();
        var made = await lab.Worktrees.CreateAsync(new() { NewBranch = "topic" });
        await lab.Repository.GitInAsync(made.Path, "checkout", "--quiet", "--detach");
        var forgotten = await lab.Repository.GitAsync("commit-tree", "-p", "HEAD", "-m", "Forgotten", "HEAD^{tree}");
        await lab.Repository.GitAsync("branch", "--force", "topic", forgotten);
        await lab.Repository.GitAsync("branch", "--force", "topic", "main");

        var removal = await lab.Worktrees.RemoveAsync(made.Id!, new() { DeleteBranch = true });

        Assert.Equal("topic", removal.DeletedBranch);
        Assert.Contains(forgotten, removal.Salvage?.OtherTips ?? []);
    }

    [Fact(Timeout = Limit)]
    public async Task A_tag_in_a_submodule_does_not_make_its_commit_safe_and_what_git_overlooks_there_counts_too()
    {
        await using var inner = await TestRepository.CreateAsync();
        await using var lab = await Lab.CreateAsync();
        // Git lets submodules come from a folder only where it is told so by the user's own settings, or by this.
        Environment.SetEnvironmentVariable("GIT_ALLOW_PROTOCOL", "file:http:https:ssh");
        // On no branch of the remote, but there: a release that a tag alone holds.
        await inner.GitAsync("checkout", "--quiet", "--detach");
        await inner.CommitAsync("Release");
        await inner.GitAsync("tag", "v1");
        await inner.GitAsync("checkout", "--quiet", "main");
        await lab.Repository.AddSubmoduleAsync("sub", inner);
        await lab.Repository.GitInAsync(Path.Combine(lab.Repository.Path, "sub"), "checkout", "--quiet", "v1");
        await lab.Repository.CommitAsync("Pin the release");
        var tagged = await lab.Worktrees.CreateAsync(new() { WithSubmodules = true });
        var hidden = await lab.Worktrees.CreateAsync(new() { WithSubmodules = true });
        var nested = await lab.Worktrees.CreateAsync(new() { WithSubmodules = true });
        var untouched = await lab.Worktrees.CreateAsync(new() { WithSubmodules = true });

        await lab.Repository.GitInAsync(Path.Combine(tagged.Path, "sub"), "commit", "--quiet", "--allow-empty", "-m", "Only here");
        await lab.Repository.GitInAsync(Path.Combine(tagged.Path, "sub"), "tag", "mine");
        await lab.Repository.GitInAsync(Path.Combine(tagged.Path, "sub"), "checkout", "--quiet", "v1");
        await lab.Repository.GitInAsync(Path.Combine(hidden.Path, "sub"), "update-index", "--skip-worktree", "folder-0000/file-000000.txt");
        File.WriteAllText(Path.Combine(hidden.Path, "sub", "folder-0000", "file-000000.txt"), "mine\n");
        await lab.Repository.GitInAsync(Path.Combine(nested.Path, "sub", "folder-0000"), "init", "--quiet");

        foreach (var worktree in (Worktree[])[tagged, hidden, nested])
        {
            Assert.Equal(WorktreeObstacle.SubmoduleWork, await ObstaclesAsync(lab, worktree));
        }

        await lab.Worktrees.RemoveAsync(untouched.Id!);
        Assert.False(Directory.Exists(untouched.Path));
    }

    [Fact(Timeout = Limit)]
    public async Task A_copy_of_a_repository_does_not_take_the_worktrees_of_the_first_for_its_own()
    {
        await using var lab = await Lab.CreateAsync();
        var made = await lab.Worktrees.CreateAsync(new() { NewBranch = "topic" });
        File.WriteAllText(Path.Combine(made.Path, "mine.txt"), "mine\n");
        var copy = Path.Combine(lab.Repository.Surroundings, "copy");
        await ShellAsync(lab.Repository.Surroundings, $"cp -a '{lab.Repository.Path}' '{copy}'");
        var others = new WorktreeManager(await GitRepository.OpenAsync(copy), new() { BaseDirectory = lab.BaseDirectory });

        var refusal = await Assert.ThrowsAsync<WorktreeRefusedException>(() => others.RemoveAsync(made.Id!, WorktreeRemovePolicy.Salvaging with { BreakLock = true, IncludeForeign = true }));
        Assert.Equal(WorktreeObstacle.Unknown, refusal.Obstacles);
        await Assert.ThrowsAsync<WorktreeRefusedException>(() => others.ResumeAsync(made.Id!));
        Assert.Equal("?? mine.txt", await lab.Repository.GitInAsync(made.Path, "status", "--porcelain"));

        // Moved and not copied, it is the only one that they can belong to.
        FolderDeletion.Delete(lab.Repository.Path);
        Assert.NotNull((await others.RemoveAsync(made.Id!, WorktreeRemovePolicy.Salvaging)).Salvage);
        Assert.False(Directory.Exists(made.Path));
    }

    [Fact]
    public void What_is_mounted_in_a_worktree_is_found()
    {
        string[] mounts =
        [
            "22 28 0:20 / /proc rw,nosuid - proc proc rw",
            @"31 28 8:1 /data /base/my\040work/tree/node_modules rw,relatime shared:1 - ext4 /dev/sda1 rw",
        ];

        Assert.Equal("/base/my work/tree/node_modules", MountPoints.FindBelow("/base/my work/tree", mounts));
        Assert.Null(MountPoints.FindBelow("/base/my work/tree2", mounts));
        Assert.Null(MountPoints.FindBelow("/base/my work/tree/node", mounts));
    }

    private static async Task<WorktreeObstacle> ObstaclesAsync(Lab lab, Worktree worktree)
    {
        var refusal = await Assert.ThrowsAsync<WorktreeRefusedException>(() => lab.Worktrees.RemoveAsync(worktree.Id!, WorktreeRemovePolicy.Salvaging));
        Assert.True(Directory.Exists(worktree.Path));
        return refusal.Obstacles;
    }

    private static async Task<string> ShellAsync(string folder, string script)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", script]) { WorkingDirectory = folder, RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8 })!;
        var output = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        Assert.Equal(0, shell.ExitCode);
        return output;
    }
}
