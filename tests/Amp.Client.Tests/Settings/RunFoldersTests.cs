using System.Diagnostics;
using Amp.Client.Settings;
using Amp.Client.Tests.Runs;
using Microsoft.Extensions.Logging.Abstractions;

namespace Amp.Client.Tests.Settings;

/// <summary>The private folders of runs: where they lie, who may look into them, and what happens to those that a crash left behind.</summary>
public sealed class RunFoldersTests : IDisposable
{
    private readonly SettingsFolder _user = new();

    [Fact]
    public void A_folder_and_its_files_are_the_users_alone()
    {
        var folder = Choose();
        folder.Write("{}"u8.ToArray());

        Assert.Equal("{}", File.ReadAllText(folder.SettingsPath));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal("700", Convert.ToString((int)File.GetUnixFileMode(folder.Path), 8));
            foreach (var file in Directory.GetFiles(folder.Path))
            {
                Assert.Equal("600", Convert.ToString((int)File.GetUnixFileMode(file), 8));
            }
        }

        folder.Delete();
        folder.Delete();
        Assert.False(Directory.Exists(folder.Path));
    }

    [Fact]
    public void A_place_in_the_workspace_is_passed_over_also_behind_a_link()
    {
        var link = _user.In("link");
        Directory.CreateSymbolicLink(link, _user.Repository);
        var folders = new RunFolders([Path.Combine(_user.Repository, "cache"), Path.Combine(link, "cache"), _user.Private], TimeProvider.System);

        Assert.StartsWith(_user.Private, folders.Choose(_user.Repository).Path, StringComparison.Ordinal);
    }

    [Fact]
    public void A_workspace_that_holds_every_place_is_refused_with_the_reasons()
    {
        var e = Assert.Throws<AmpConfigurationException>(() => _user.Folders.Choose(Path.GetPathRoot(_user.Private)!));

        Assert.Contains(_user.Private, e.Message, StringComparison.Ordinal);
        Assert.Contains("XDG_RUNTIME_DIR", e.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task What_a_killed_process_left_behind_is_removed_and_what_belongs_to_a_living_one_is_not()
    {
        using var process = Process.Start(new ProcessStartInfo(OperatingSystem.IsWindows() ? "ping" : "sleep", OperatingSystem.IsWindows() ? ["-n", "60", "127.0.0.1"] : ["60"]) { RedirectStandardOutput = true })!;
        var left = Made(RunFolderOwner.Current with { ProcessId = process.Id, StartTime = RunFolderOwner.StartTimeOf(process.Id)! });
        var reused = Made(RunFolderOwner.Current with { ProcessId = process.Id, StartTime = "1" });
        var mine = Made(RunFolderOwner.Current);

        Reap();
        Assert.Equal((true, false, true), (Directory.Exists(left), Directory.Exists(reused), Directory.Exists(mine)));

        process.Kill();
        await process.WaitForExitAsync();
        Reap();
        Assert.Equal((false, true), (Directory.Exists(left), Directory.Exists(mine)));
    }

    [Fact]
    public void Before_a_restart_of_the_machine_nobody_lives_any_more() =>
        AssertReaped(true, RunFolderOwner.Current with { Boot = "another" });

    [Fact]
    public void A_host_that_cannot_be_seen_from_here_keeps_its_folder_for_two_days()
    {
        AssertReaped(false, RunFolderOwner.Current with { Machine = "elsewhere", ProcessId = 1 }, RunFolderOwner.Current with { Namespace = "container", ProcessId = 1 });
        AssertReaped(true, TimeSpan.FromDays(2.1), RunFolderOwner.Current with { Machine = "elsewhere" }, RunFolderOwner.Current with { Namespace = "container" });
    }

    [Fact]
    public void A_folder_without_a_record_is_kept_for_an_hour()
    {
        var folder = Choose().Path;
        Directory.CreateDirectory(folder);

        Reap();
        Assert.True(Directory.Exists(folder));

        Reap(TimeSpan.FromMinutes(61));
        Assert.False(Directory.Exists(folder));
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_pipe_in_place_of_a_record_holds_nobody_up()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var folder = Choose().Path;
        Directory.CreateDirectory(folder);
        using var mkfifo = Process.Start("mkfifo", [Path.Combine(folder, "owner")]);
        await mkfifo.WaitForExitAsync();

        await Task.Run(() => Reap(TimeSpan.FromMinutes(61)));

        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void Looking_for_what_was_left_behind_happens_once_an_hour()
    {
        var clock = new SetClock(DateTimeOffset.UnixEpoch);
        var folders = new RunFolders([_user.Private], clock);
        folders.ReapIfDue(NullLogger.Instance);
        var dead = Made(RunFolderOwner.Current with { StartTime = "1" });

        clock.Now += TimeSpan.FromMinutes(59);
        folders.ReapIfDue(NullLogger.Instance);
        Assert.True(Directory.Exists(dead));

        clock.Now += TimeSpan.FromMinutes(1);
        folders.ReapIfDue(NullLogger.Instance);
        Assert.False(Directory.Exists(dead));
    }

    public void Dispose() => _user.Dispose();

    private RunFolder Choose() => _user.Folders.Choose(_user.Repository);

    private string Made(RunFolderOwner owner)
    {
        var folder = Choose().Path;
        Directory.CreateDirectory(folder);
        owner.Write(folder);
        return folder;
    }

    private void Reap(TimeSpan later = default) => new RunFolders([_user.Private], new SetClock(TimeProvider.System.GetUtcNow() + later)).ReapIfDue(NullLogger.Instance);

    private void AssertReaped(bool expected, params RunFolderOwner[] owners) => AssertReaped(expected, TimeSpan.Zero, owners);

    private void AssertReaped(bool expected, TimeSpan later, params RunFolderOwner[] owners)
    {
        var folders = owners.Select(Made).ToList();
        Reap(later);
        Assert.All(folders, folder => Assert.Equal(!expected, Directory.Exists(folder)));
    }

    private sealed class SetClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
