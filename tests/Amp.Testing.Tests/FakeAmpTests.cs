using System.Diagnostics;
using Amp.Testing.Running;

namespace Amp.Testing.Tests;

public sealed class FakeAmpTests
{
    [Fact(Timeout = 30_000)]
    public async Task It_is_an_executable_named_amp_in_a_folder_that_nobody_else_can_read()
    {
        await using var amp = FakeAmp.Playing(AmpScript.New);

        Assert.Equal("amp", Path.GetFileName(amp.Path));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            new DirectoryInfo(Path.GetDirectoryName(amp.Path)!).UnixFileMode);
    }

    [Fact(Timeout = 30_000)]
    public async Task Runs_are_waited_for_and_come_in_their_order()
    {
        await using var amp = FakeAmp.Playing(AmpScript.New.WaitsForEndOfInput());
        await using var first = RunningAmp.Start(amp, "1");
        await amp.WaitForRunsAsync(1);
        await using var second = RunningAmp.Start(amp, "2");

        var runs = await amp.WaitForRunsAsync(2);

        Assert.Equal(["1", "2"], runs.Select(run => Assert.Single(run.Arguments)));
        Assert.Equal([first.Id, second.Id], runs.Select(run => run.ProcessId));
        Assert.All(runs, run => Assert.Null(run.ExitCode));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_wait_for_a_run_that_never_comes_has_an_end()
    {
        await using var amp = FakeAmp.Playing(AmpScript.New);

        var e = await Assert.ThrowsAsync<TimeoutException>(() => amp.WaitForRunsAsync(1, TimeSpan.FromMilliseconds(50)));

        Assert.StartsWith("0 of 1 runs", e.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_wait_for_silence_names_who_lives_on()
    {
        await using var amp = FakeAmp.Playing(AmpScript.New.Hangs());
        await using var running = RunningAmp.Start(amp);
        await amp.WaitForRunsAsync(1);

        var e = await Assert.ThrowsAsync<TimeoutException>(() => amp.WaitForNoProcessAsync(TimeSpan.FromMilliseconds(50)));

        Assert.EndsWith($": {running.Id}.", e.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task Fakes_know_only_their_own()
    {
        await using var one = FakeAmp.Playing(AmpScript.New.Hangs());
        await using var other = FakeAmp.Playing(AmpScript.New.Emits("ready").SpawnsChild().Hangs());
        await using var running = RunningAmp.Start(one, other.Path);
        await one.WaitForRunsAsync(1);

        Assert.Equal([running.Id], one.LiveProcesses);
        Assert.Empty(other.LiveProcesses);
        Assert.Empty(other.Runs);
    }

    [Fact(Timeout = 30_000)]
    public async Task It_is_found_by_name_on_the_path()
    {
        await using var amp = FakeAmp.Playing(AmpScript.New.SaysHello());
        var start = new ProcessStartInfo("/bin/sh", ["-c", "PATH=\"$1:$PATH\" amp --execute=x </dev/null", "sh", Path.GetDirectoryName(amp.Path)!]) { RedirectStandardOutput = true };

        using var shell = Process.Start(start)!;

        Assert.Equal("system user assistant result", new FinishedAmp(await shell.StandardOutput.ReadToEndAsync(), "", 0).Types);
    }

    [Fact(Timeout = 30_000)]
    public async Task Where_there_is_no_native_program_a_script_starts_it()
    {
        var home = Directory.CreateTempSubdirectory("fake 'amp' $x-").FullName;
        await File.WriteAllTextAsync(Path.Combine(home, "script.json"), AmpScript.New.Emits("ready").EchoesWhatItWasGiven().Hangs().ToString());
        var launcher = Installation.Install(home, prefersNative: false);

        using var process = Process.Start(new ProcessStartInfo(launcher, ["a b", "$x '\""]) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        process.StandardInput.Close();
        var ready = await process.StandardOutput.ReadLineAsync();
        var echo = RunningAmp.Json((await process.StandardOutput.ReadLineAsync())!);
        var live = FakeProcesses.Find(home);
        process.Kill();

        Assert.Equal(("ready", "amp"), (ready, Path.GetFileName(launcher)));
        Assert.Equal(["a b", "$x '\""], echo.GetProperty("arguments").EnumerateArray().Select(argument => argument.GetString()!));
        Assert.Equal([process.Id], live);
        Directory.Delete(home, recursive: true);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_killed_run_leaves_nothing_in_the_temporary_folder()
    {
        var temp = Directory.CreateTempSubdirectory().FullName;
        await using (var amp = FakeAmp.Playing(AmpScript.New.Emits("ready").Hangs()))
        {
            await using var running = RunningAmp.Start(amp, start => start.Environment["TMPDIR"] = temp);
            await running.Output.ReadLineAsync();
        }

        Assert.Empty(Directory.GetFileSystemEntries(temp));
        Directory.Delete(temp);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_run_does_not_outlive_the_process_that_made_the_fake()
    {
        var home = Directory.CreateTempSubdirectory("fake-amp-").FullName;
        await File.WriteAllTextAsync(Path.Combine(home, "script.json"), AmpScript.New.IgnoresSignals().Hangs().ToString());
        using (var gone = Process.Start("true"))
        {
            await gone.WaitForExitAsync();
            await File.WriteAllTextAsync(Path.Combine(home, "owner"), gone.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        using var process = Process.Start(Installation.Install(home));
        await process.WaitForExitAsync();

        Assert.Equal(128 + 9, process.ExitCode);
        Assert.False(Directory.Exists(home));
    }

    [Fact(Timeout = 120_000)]
    public async Task Two_hundred_runs_at_once_are_all_seen_and_all_ended()
    {
        const int Count = 200;
        var amp = FakeAmp.Playing(AmpScript.New.IgnoresSignals().Hangs());
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"i=0; while [ $i -lt {Count} ]; do \"$1\" $i </dev/null & i=$((i+1)); done", "sh", amp.Path]);

        using (var shell = Process.Start(start)!)
        {
            await shell.WaitForExitAsync();
        }

        var runs = await amp.WaitForRunsAsync(Count, TimeSpan.FromSeconds(100));
        Assert.Equal(Enumerable.Range(0, Count), runs.Select(run => int.Parse(Assert.Single(run.Arguments), System.Globalization.CultureInfo.InvariantCulture)).Order());
        Assert.Equal(Count, amp.LiveProcesses.Count);

        await amp.DisposeAsync();

        Assert.Empty(amp.LiveProcesses);
        Assert.False(Directory.Exists(Path.GetDirectoryName(amp.Path)));
    }
}
