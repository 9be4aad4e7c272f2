using System.Text;

namespace Amp.Testing.Tests;

public sealed class OutputTests
{
    [Fact(Timeout = 30_000)]
    public async Task Lines_and_text_come_as_written_with_only_known_values_filled_in()
    {
        await using var amp = FakeAmp.Playing(AmpScript.New.InThread("T-1").Emits("not JSON ${session_id} ${HOME} ${session_id").Prints("${${pid}|").WritesStderr("oh ${session_id}"));

        var run = await RunningAmp.RunAsync(amp);

        Assert.Equal($"not JSON T-1 ${{HOME}} ${{session_id\n${{{amp.Runs[0].ProcessId}|", run.Output);
        Assert.Equal("oh T-1", run.Error);
    }

    [Fact(Timeout = 30_000)]
    public async Task Torn_bytes_come_in_pieces_as_they_are()
    {
        var bytes = Encoding.UTF8.GetBytes("🎉${pid}\r\n");
        await using var amp = FakeAmp.Playing(AmpScript.New.EmitsTorn(bytes, at: [2, 6], pause: TimeSpan.FromMilliseconds(200)));
        await using var running = RunningAmp.Start(amp);
        var pieces = new List<byte[]>();
        var buffer = new byte[100];

        while (await running.Output.BaseStream.ReadAsync(buffer) is var read and > 0)
        {
            pieces.Add(buffer[..read]);
        }

        Assert.Equal([bytes[..2], bytes[2..6], bytes[6..]], pieces);
    }

    [Fact]
    public void A_tear_outside_of_the_bytes_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("at", () => AmpScript.New.EmitsTorn("abc"u8, [4]));
        Assert.Throws<ArgumentOutOfRangeException>("at", () => AmpScript.New.EmitsTorn("abc"u8, [2, 1]));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_flood_has_exactly_its_size_and_its_lines()
    {
        await using var amp = FakeAmp.Playing(AmpScript.New.FloodsStdout(1_000_001).FloodsStderr(300_000, lineLength: 100));

        var run = await RunningAmp.RunAsync(amp);

        Assert.Equal(new string('x', 1_000_001), run.Output);
        Assert.Equal(300_000, run.Error.Length);
        Assert.All(run.Error.TrimEnd('\n').Split('\n'), line => Assert.Equal(new string('x', 99), line));
    }

    [Fact(Timeout = 30_000)]
    public async Task Standard_output_ends_before_the_process()
    {
        await using var amp = FakeAmp.Playing(AmpScript.New.Emits("last").ClosesStdout().WritesStderr("still here\n").Hangs());
        await using var running = RunningAmp.Start(amp);

        Assert.Equal("last\n", await running.Output.ReadToEndAsync());
        Assert.Equal("still here", await running.Error.ReadLineAsync());
        Assert.Equal([running.Id], amp.LiveProcesses);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_reader_that_goes_away_ends_the_run_as_it_ends_the_CLI()
    {
        await using var amp = FakeAmp.Playing(AmpScript.New.Emits("first").WaitsForEndOfInput().FloodsStdout(1_000_000));
        await using var running = RunningAmp.Start(amp);

        await running.Output.ReadLineAsync();
        running.Output.Close();
        running.Input.Close();

        Assert.StartsWith("Error: Unexpected error inside Amp CLI.", await running.Error.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.Equal(1, await running.ExitAsync());
    }

    [Fact(Timeout = 30_000)]
    public async Task What_it_was_given_comes_back_as_a_line_and_is_kept()
    {
        var folder = Directory.CreateTempSubdirectory();
        await using var amp = FakeAmp.Playing(AmpScript.New.InThread("T-1").EchoesWhatItWasGiven());
        await using var running = RunningAmp.Start(
            amp,
            start =>
            {
                start.WorkingDirectory = folder.FullName;
                start.Environment.Clear();
                start.Environment["AMP_API_KEY"] = "secret = é\nline";
            },
            "--execute",
            "",
            "a b\"c\\'$(x)\n🎉");
        await running.Input.WriteAsync("in\n");

        var line = Assert.Single((await running.FinishAsync()).Lines);
        var run = Assert.Single(amp.Runs);

        Assert.Equal(["--execute", "", "a b\"c\\'$(x)\n🎉"], line.GetProperty("arguments").EnumerateArray().Select(argument => argument.GetString()!));
        Assert.Equal("in\n", line.GetProperty("stdin").GetString());
        Assert.Equal(folder.FullName, line.GetProperty("cwd").GetString());
        // Nothing but what was given: no variable of the fake's own is in there.
        Assert.Equal("secret = é\nline", Assert.Single(line.GetProperty("environment").EnumerateObject()).Value.GetString());

        Assert.Equal(["--execute", "", "a b\"c\\'$(x)\n🎉"], run.Arguments);
        Assert.Equal(("in\n", folder.FullName, running.Id, 0), (run.StandardInput, run.WorkingDirectory, run.ProcessId, run.ExitCode));
        Assert.Equal(KeyValuePair.Create("AMP_API_KEY", "secret = é\nline"), Assert.Single(run.Environment));
        Assert.InRange(run.EndedAt!.Value, run.StartedAt, run.StartedAt + TimeSpan.FromSeconds(30));
        folder.Delete();
    }

    [Fact(Timeout = 30_000)]
    public async Task A_file_is_written_where_the_run_works()
    {
        var folder = Directory.CreateTempSubdirectory();
        await using var amp = FakeAmp.Playing(AmpScript.New.InThread("T-1").WritesFile("made.txt", "by ${session_id}"));
        await using var running = RunningAmp.Start(amp, start => start.WorkingDirectory = folder.FullName);

        await running.FinishAsync();

        Assert.Equal("by T-1", await File.ReadAllTextAsync(Path.Combine(folder.FullName, "made.txt")));
        folder.Delete(recursive: true);
    }

    [Fact(Timeout = 30_000)]
    public async Task Steps_are_repeated()
    {
        await using var amp = FakeAmp.Playing(AmpScript.New.Repeats(3, AmpScript.New.Prints("a").Repeats(2, AmpScript.New.Prints("b"))));

        Assert.Equal("abbabbabb", (await RunningAmp.RunAsync(amp)).Output);
    }
}
