using System.Diagnostics;
using System.IO.Compression;

namespace Amp.Testing.Tests;

public sealed class RecordingTests : IDisposable
{
    private const string First = """{"type":"system","subtype":"init","session_id":"T-recorded"}""" + "\n";
    private const string Second = """{"type":"result","text":"${prompt} é","session_id":"T-recorded"}""" + "\n";

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact(Timeout = 30_000)]
    public async Task A_recording_without_timings_comes_at_once_byte_for_byte()
    {
        Record("stdout.jsonl", First + Second);
        Record("stderr.txt", "\e[=0u${cwd}");
        Record("exit", "7 (after the action: 0.06s)\n");
        await using var amp = FakeAmp.Playing(AmpScript.Replaying(_folder));

        var run = await RunningAmp.RunAsync(amp);

        Assert.Equal((First + Second, "\e[=0u${cwd}", 7), (run.Output, run.Error, run.ExitCode));
    }

    [Theory(Timeout = 30_000)]
    [InlineData(1, 500, 20_000)]
    [InlineData(10, 50, 450)]
    [InlineData(double.PositiveInfinity, 0, 450)]
    public async Task It_makes_the_pauses_of_the_recording_at_the_speed_that_is_asked_for(double speed, int least, int most)
    {
        Record("stdout.jsonl", First + Second);
        Record("timings.txt", "0.100s stdout line 0 b'{\"type\"'\n0.600s stdout line 1 b'a b\n0.601s exit\n");
        await using var amp = FakeAmp.Playing(AmpScript.Replaying(_folder, speed));
        await using var running = RunningAmp.Start(amp);

        await running.Output.ReadLineAsync();
        var started = Stopwatch.GetTimestamp();
        await running.Output.ReadLineAsync();

        // The reader may see the first line late, but by no half of the pause.
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalMilliseconds, least * 0.5, most);
        Assert.Equal(0, await running.ExitAsync());
    }

    [Fact(Timeout = 30_000)]
    public async Task Both_streams_are_replayed_in_their_pieces()
    {
        Record("stdout.jsonl", First);
        Record("stderr.txt", "abcdefgh");
        Record("timings.txt", "0.010s stderr chunk 3 bytes\n0.200s stdout line 0 b'x'\n0.300s stderr chunk 400 bytes\n0.310s exit\n");
        await using var amp = FakeAmp.Playing(AmpScript.Replaying(_folder));
        await using var running = RunningAmp.Start(amp);
        var buffer = new byte[10];

        var read = await running.Error.BaseStream.ReadAsync(buffer);
        var rest = await running.FinishAsync();

        Assert.Equal((3, First, "defgh"), (read, rest.Output, rest.Error));
    }

    [Theory(Timeout = 30_000)]
    [InlineData("timeout(killed by the recorder after 30.0s)")]
    [InlineData("None (after the action: 5.00s)")]
    public async Task A_recording_of_a_CLI_that_was_killed_hangs_after_its_last_byte(string exit)
    {
        Record("stdout.jsonl", "No API key found.\npaste your code here: ");
        Record("timings.txt", "0.001s stdout line 0 b'No'\n30.024s stdout line 1 b'paste'\n30.024s exit\n");
        Record("exit", exit);
        await using var amp = FakeAmp.Playing(AmpScript.Replaying(_folder));
        await using var running = RunningAmp.Start(amp);
        var prompt = new char[22];

        Assert.Equal("No API key found.", await running.Output.ReadLineAsync());
        await running.Output.ReadBlockAsync(prompt);

        Assert.Equal("paste your code here: ", new string(prompt));
        Assert.Equal([running.Id], amp.LiveProcesses);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_recording_that_ended_by_a_signal_ends_by_it()
    {
        Record("stdout.jsonl", First);
        Record("exit", "-9 (after the action: 0.03s)");
        await using var amp = FakeAmp.Playing(AmpScript.Replaying(_folder));

        Assert.Equal(128 + 9, (await RunningAmp.RunAsync(amp)).ExitCode);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("")]
    [InlineData("stdout.jsonl")]
    [InlineData("stdout.jsonl.gz")]
    public async Task A_packed_recording_is_read_too(string path)
    {
        await using (var packed = new GZipStream(File.Create(Path.Combine(_folder, "stdout.jsonl.gz")), CompressionLevel.Fastest))
        {
            await packed.WriteAsync(System.Text.Encoding.UTF8.GetBytes(First + Second));
        }

        Record("exit", "5");
        // "stdout.jsonl" is not there; its packed form is.
        await using var amp = FakeAmp.Playing(AmpScript.Replaying(Path.Combine(_folder, path)));

        var run = await RunningAmp.RunAsync(amp);

        Assert.Equal((First + Second, path is "stdout.jsonl" ? 0 : 5), (run.Output, run.ExitCode));
    }

    [Fact]
    public void What_is_not_there_cannot_be_replayed()
    {
        var e = Assert.Throws<FileNotFoundException>(() => AmpScript.Replaying(_folder));

        Assert.Equal(Path.Combine(_folder, "stdout.jsonl"), e.FileName);
    }

    private void Record(string name, string content) => File.WriteAllText(Path.Combine(_folder, name), content);
}
