using System.Diagnostics;
using System.Runtime.Versioning;
using Amp.Client.Processes;
using Amp.Testing;
using Amp.Workspace.Git;

namespace Amp.Workspace.Tests.Git;

[UnsupportedOSPlatform("windows")]
public sealed class GitCommandTests
{
    private const int Limit = 60_000;
    private const UnixFileMode Program = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    [Fact(Timeout = Limit)]
    public async Task Failures_have_a_kind()
    {
        await using var repository = await TestRepository.CreateAsync();
        await using var empty = await TestRepository.CreateAsync(new() { Files = 0 });
        var clone = await repository.CloneAsync("bare.git", "--bare");

        Assert.Equal(GitErrorKind.NotARepository, await KindAsync(() => GitRepository.OpenAsync(repository.Surroundings)));
        Assert.Equal(GitErrorKind.NotFound, await KindAsync(() => GitRepository.OpenAsync(Path.Combine(repository.Surroundings, "nothing"))));
        Assert.Equal(GitErrorKind.BadReference, await RunAsync(repository, "log", "nothing"));
        Assert.Equal(GitErrorKind.NoCommits, await RunAsync(empty, "log"));
        Assert.Equal(GitErrorKind.NoWorkTree, await RunAsync(clone, "status"));
        Assert.Equal(GitErrorKind.AlreadyExists, await RunAsync(repository, "branch", "main"));
        Assert.Equal(GitErrorKind.Usage, await RunAsync(repository, "branch", "--no-such-option"));
        Assert.Equal(GitErrorKind.NotFound, await RunAsync(repository, "add", "nothing.txt"));
        Assert.Equal(GitErrorKind.GitNotFound, await KindAsync(() => GitRepository.OpenAsync(repository.Path, new() { ExecutablePath = "no-such-git" })));
        await repository.GitAsync("checkout", "--quiet", "-b", "other");
        await repository.CommitAsync("Theirs", ("f", "theirs\n"));
        await repository.GitAsync("checkout", "--quiet", "main");
        await repository.CommitAsync("Ours", ("f", "ours\n"));
        Assert.Equal(GitErrorKind.Conflict, await RunAsync(repository, "merge", "other"));
        Assert.Equal(GitErrorKind.AlreadyCheckedOut, await RunAsync(repository, "worktree", "add", "../again", "main"));
        Assert.Equal(GitErrorKind.Network, await RunAsync(repository, "fetch", "http://user:secret@127.0.0.1:9/x"));

        static async Task<GitErrorKind> RunAsync(TestRepository repository, params string[] arguments) =>
            await KindAsync(async () => await (await GitRepository.OpenAsync(repository.Path)).RunAsync(arguments));

        static async Task<GitErrorKind> KindAsync(Func<Task> action)
        {
            var failure = await Assert.ThrowsAsync<GitException>(action);
            Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
            return failure.Kind;
        }
    }

    [Fact(Timeout = Limit)]
    public async Task Git_ends_with_its_host_where_it_may_take_long_and_finishes_where_a_kill_would_leave_a_lock()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;   // the mark is for the guard, which is Linux's
        }

        await using var made = await TestRepository.CreateAsync();
        var repository = await GitRepository.OpenAsync(made.Path);
        var shows = new GitCall("-c", $"alias.show-mark=!env | grep ^{HostGuard.Marker}= || true", "show-mark");
        var mark = $"{HostGuard.Marker}={HostGuard.HostId}";

        Assert.DoesNotContain(mark, (await repository.Git.RunAsync(shows, default)).Text, StringComparison.Ordinal);
        Assert.Contains(mark, (await repository.Git.RunAsync(shows with { EndsWithHost = true }, default)).Text, StringComparison.Ordinal);
        Assert.Contains(mark, (await repository.Git.RunAsync(shows with { RunsHooks = true }, default)).Text, StringComparison.Ordinal);
        Assert.Contains(mark, (await repository.RunAsync(shows.Arguments)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fatal: detected dubious ownership in repository at '/x'", GitErrorKind.DubiousOwnership)]
    [InlineData("fatal: could not read Username for 'https://x': terminal prompts disabled", GitErrorKind.Authentication)]
    [InlineData("git@x: Permission denied (publickey).\nfatal: Could not read from remote repository.", GitErrorKind.Authentication)]
    [InlineData("fatal: unable to access 'https://x/': Could not resolve host: x", GitErrorKind.Network)]
    [InlineData(" ! [rejected]        main -> main (fetch first)\nerror: failed to push some refs to 'x'", GitErrorKind.PushRejected)]
    [InlineData("fatal: Unable to create '/x/.git/index.lock': File exists.", GitErrorKind.Locked)]
    [InlineData("fatal: cannot lock ref 'refs/heads/x': Unable to create '/x/.git/refs/heads/x.lock': File exists.", GitErrorKind.Locked)]
    [InlineData("error: could not lock config file .git/config: File exists", GitErrorKind.Locked)]
    [InlineData("fatal: cannot lock ref 'refs/heads/a/b': 'refs/heads/a' exists; cannot create 'refs/heads/a/b'", GitErrorKind.AlreadyExists)]
    [InlineData("fatal: empty ident name (for <x@y>) not allowed", GitErrorKind.NoIdentity)]
    [InlineData("fatal: write error: No space left on device", GitErrorKind.DiskFull)]
    [InlineData("error: open(\"x\"): Permission denied", GitErrorKind.PermissionDenied)]
    [InlineData("fatal: loose object 1234 (stored in .git/objects/12/34) is corrupt", GitErrorKind.Corrupt)]
    [InlineData("something new", GitErrorKind.Other)]
    public void Messages_are_told_apart(string message, GitErrorKind kind) => Assert.Equal(kind, GitErrorText.Classify(128, message, ""));

    [Fact(Timeout = Limit)]
    public async Task What_git_inherits_cannot_lead_it_elsewhere()
    {
        await using var repository = await TestRepository.CreateAsync();
        var tool = Path.Combine(repository.Surroundings, "tool");
        File.WriteAllText(tool, "#!/bin/sh\ncase \"$*\" in *--version) exec git --version; esac\necho \"arguments: $*\"\n");
        File.SetUnixFileMode(tool, Program);
        string[] names = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE", "GIT_PREFIX", "GIT_CONFIG_PARAMETERS", "LANGUAGE"];
        var environment = GitEnvironment.Clean(names.Append("GIT_SSH_COMMAND").Append("PATH").ToDictionary(name => name, name => "x"), new("status"));
        Assert.Equal(["GIT_ASKPASS", "GIT_SSH_COMMAND", "GIT_TERMINAL_PROMPT", "LC_ALL", "PATH"], environment.Keys.Intersect([.. names, "GIT_ASKPASS", "GIT_SSH_COMMAND", "GIT_TERMINAL_PROMPT", "LC_ALL", "PATH"]).Order(StringComparer.Ordinal));
        Assert.Equal(("0", "C", ""), (environment["GIT_TERMINAL_PROMPT"], environment["LC_ALL"], environment["GIT_ASKPASS"]));

        var git = new GitCommand(new() { ExecutablePath = tool }, repository.Path, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        var read = (await git.ReadAsync(["status"], CancellationToken.None)).Text;
        Assert.Contains("--no-optional-locks", read, StringComparison.Ordinal);
        Assert.Contains("core.hooksPath=/dev/null", read, StringComparison.Ordinal);
        Assert.DoesNotContain("--no-optional-locks", (await git.RunAsync(new("commit"), CancellationToken.None)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("core.hooksPath", (await git.RunAsync(new("commit") { RunsHooks = true }, CancellationToken.None)).Text, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task An_old_git_and_what_is_not_git_are_refused_with_the_version_that_is_needed()
    {
        await using var repository = await TestRepository.CreateAsync();
        foreach (var (says, kind) in (List<(string, GitErrorKind)>)[("git version 2.37.9", GitErrorKind.GitTooOld), ("hello", GitErrorKind.GitNotFound)])
        {
            var tool = Path.Combine(repository.Surroundings, kind.ToString());
            File.WriteAllText(tool, $"#!/bin/sh\necho '{says}'\n");
            File.SetUnixFileMode(tool, Program);

            var failure = await Assert.ThrowsAsync<GitException>(() => GitRepository.OpenAsync(repository.Path, new() { ExecutablePath = tool }));

            Assert.Equal(kind, failure.Kind);
            Assert.True(kind is not GitErrorKind.GitTooOld || failure.Message.Contains("2.38", StringComparison.Ordinal));
        }
    }

    [Fact(Timeout = Limit)]
    public async Task A_program_named_git_in_the_current_folder_is_not_run()
    {
        var folder = Directory.CreateTempSubdirectory("not-git-").FullName;
        File.WriteAllText(Path.Combine(folder, "git"), "#!/bin/sh\necho owned\n");
        File.SetUnixFileMode(Path.Combine(folder, "git"), Program);

        Assert.Null(ProgramPath.Find("git", $".{Path.PathSeparator}relative", folder));
        Assert.NotEqual(Path.Combine(folder, "git"), ProgramPath.Find("git", Environment.GetEnvironmentVariable("PATH"), folder));
        Assert.Equal(Path.Combine(folder, "git"), ProgramPath.Find("./git", null, folder));
        await Task.Run(() => Directory.Delete(folder, recursive: true));
    }

    [Fact(Timeout = Limit)]
    public async Task A_lock_of_another_process_is_waited_for()
    {
        await using var repository = await TestRepository.CreateAsync();
        repository.Write("new.txt", "new");
        var opened = await GitRepository.OpenAsync(repository.Path);
        var file = Path.Combine(repository.Path, ".git", "index.lock");
        File.WriteAllText(file, "");

        var adding = opened.RunWithRetryAsync(["add", "new.txt"], new() { MaxRetries = 100, BaseDelayMs = 10, MaxDelayMs = 20 });
        await Assert.ThrowsAsync<GitException>(() => opened.RunWithRetryAsync(["add", "new.txt"], new() { MaxRetries = 1, BaseDelayMs = 0 }));
        File.Delete(file);

        var result = await adding;
        Assert.True(result.Attempts > 1);
        Assert.True(result.TotalDelayMs >= 10);
    }

    [Fact(Timeout = Limit)]
    public async Task A_command_that_takes_too_long_ends_with_its_children()
    {
        await using var repository = await TestRepository.CreateAsync();
        var opened = await GitRepository.OpenAsync(repository.Path, new() { TimeLimit = TimeSpan.FromSeconds(1) });
        var mark = $"{Random.Shared.Next(100_000, 999_999)}.5";

        var late = await Assert.ThrowsAsync<GitTimeoutException>(() => opened.RunAsync(["-c", $"alias.hang=!sleep {mark} & sleep {mark}", "hang"]));

        Assert.Equal(TimeSpan.FromSeconds(1), late.Limit);
        Assert.DoesNotContain(Process.GetProcessesByName("sleep"), process => File.ReadAllText($"/proc/{process.Id}/cmdline").Contains(mark, StringComparison.Ordinal));
    }

    [Fact(Timeout = Limit)]
    public async Task Too_much_output_ends_the_command()
    {
        await using var repository = await TestRepository.CreateAsync(new() { Files = 2, FileBytes = 200_000 });
        var opened = await GitRepository.OpenAsync(repository.Path, new() { MaxOutputBytes = 64 * 1024 });

        Assert.Equal(GitErrorKind.OutputTooLarge, (await Assert.ThrowsAsync<GitException>(() => opened.RunAsync(["log", "-p"]))).Kind);
    }

    [Fact(Timeout = Limit)]
    public async Task Cancelling_carries_the_callers_token_and_leaves_no_lock()
    {
        await using var repository = await TestRepository.CreateAsync();
        var opened = await GitRepository.OpenAsync(repository.Path);
        using var cancel = new CancellationTokenSource();
        var editor = Path.Combine(repository.Surroundings, "hang");
        File.WriteAllText(editor, "#!/bin/sh\ntouch \"$0.started\"\nsleep 600\n");
        File.SetUnixFileMode(editor, Program);
        var committing = opened.RunAsync(["-c", $"gpg.program={editor}", "commit", "--allow-empty", "-S", "-m", "x"], cancel.Token);
        while (!File.Exists(editor + ".started"))
        {
            await Task.Yield();
        }

        await cancel.CancelAsync();

        Assert.Equal(cancel.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => committing)).CancellationToken);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(repository.Path, ".git"), "*.lock"));
    }
}
