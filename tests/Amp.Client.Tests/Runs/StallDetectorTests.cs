using Amp.Client.Runs;
using Amp.Streaming;

namespace Amp.Client.Tests.Runs;

/// <summary>The hangs that were recorded, recognised from what their streams and thread files hold.</summary>
public sealed class StallDetectorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("amp-threads-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("0.0.1767830505-ga62310", "refusal", AmpErrorKind.Refused)]
    [InlineData("0.0.1774569934-g39e3ec", "refusal", AmpErrorKind.Refused)]
    [InlineData("0.0.1767830505-ga62310", "maxtokens", AmpErrorKind.MaxTokens)]
    [InlineData("0.0.1774569934-g39e3ec", "maxtokens", AmpErrorKind.MaxTokens)]
    [InlineData("0.0.1767830505-ga62310", "perm_ask", AmpErrorKind.ApprovalRequired)]
    [InlineData("0.0.1774569934-g39e3ec", "badjson", AmpErrorKind.Other)]
    public async Task A_recorded_hang_is_recognised(string version, string scenario, AmpErrorKind kind)
    {
        var (thread, clocks) = await ReplayAsync(version, scenario);
        File.Copy(Path.Combine(Recording(version, scenario), "thread.json"), Path.Combine(_folder, thread.Value + ".json"));

        var stall = new StallDetector(_folder).Find(thread, clocks);

        Assert.Equal(kind, stall?.Kind);
    }

    [Fact]
    public async Task Without_a_thread_file_an_answer_that_broke_off_is_recognised_but_not_why()
    {
        var (thread, clocks) = await ReplayAsync("0.0.1774569934-g39e3ec", "refusal");

        Assert.Equal(AmpErrorKind.Other, new StallDetector(_folder).Find(thread, clocks)?.Kind);
        Assert.Equal(AmpErrorKind.Other, new StallDetector(null).Find(null, clocks)?.Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"messages":[]}""")]
    [InlineData("""{"messages":[{"role":"user"}]}""")]
    public async Task A_thread_file_that_is_half_written_or_of_another_shape_tells_nothing(string content)
    {
        var (thread, clocks) = await ReplayAsync("0.0.1767830505-ga62310", "perm_ask");
        await File.WriteAllTextAsync(Path.Combine(_folder, thread.Value + ".json"), content);

        Assert.Null(new StallDetector(_folder).Find(thread, clocks));
    }

    [Fact]
    public async Task A_run_that_may_go_on_is_left_alone()
    {
        var (thread, clocks) = await ReplayAsync("0.0.1774569934-g39e3ec", "hello");

        Assert.Null(new StallDetector(_folder).Find(thread, clocks));
    }

    private static async Task<(AmpThreadId Thread, RunClocks Clocks)> ReplayAsync(string version, string scenario)
    {
        var clocks = new RunClocks(new()
        {
            Thread = null,
            StartedAt = default,
            Timeout = default,
            FirstOutputTimeout = default,
            IdleTimeout = default,
            ToolTimeout = default,
            ThreadFolder = null,
            ShutdownGracePeriod = default,
            ExitTimeout = default,
            MaxLineBytes = 0,
            Redact = text => text,
            Clock = TimeProvider.System,
            Logger = Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance,
        });
        AmpThreadId? thread = null;
        await using var reader = new AmpStreamReader(File.OpenRead(Path.Combine(Recording(version, scenario), "stdout.jsonl")));
        await foreach (var item in reader.ReadAllAsync())
        {
            clocks.Saw(item.Message);
            thread = AmpThreadId.TryParse(item.Message?.SessionId, null, out var id) ? id : thread;
        }

        return (thread!.Value, clocks);
    }

    private static string Recording(string version, string scenario)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var recording = Path.Combine(folder.FullName, "tests", "Recordings", version, scenario);
            if (Directory.Exists(recording))
            {
                return recording;
            }
        }

        throw new DirectoryNotFoundException($"tests/Recordings has no {version}/{scenario}.");
    }
}
