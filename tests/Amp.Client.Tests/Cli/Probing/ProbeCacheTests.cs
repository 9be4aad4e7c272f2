using Amp.Client.Cli;
using Amp.Client.Tests.Cli.Capabilities;

namespace Amp.Client.Tests.Cli.Probing;

/// <summary>What one process learned about a CLI serves the next; whatever goes wrong with that costs nobody a run.</summary>
public sealed class ProbeCacheTests : IDisposable
{
    private static readonly CliIdentity Cli = new("/opt/amp", "/opt/amp-1/amp", 1234, 638_000_000_000_000_000);
    private static readonly ProbeAnswer Answer = new(RecordedHelp.VersionOf(RecordedHelp.March27), RecordedHelp.HelpOf(RecordedHelp.March27));

    private readonly string _root = Directory.CreateTempSubdirectory("amp-cache-test-").FullName;
    private readonly Clock _clock = new();

    private string Folder => Path.Combine(_root, "a", "cli");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void What_is_written_is_read_by_another_process()
    {
        Cache().Write(Cli, Answer);

        var read = Cache().Read(Cli);

        Assert.Equal((Answer.VersionText, Answer.HelpText), (read?.VersionText, read?.HelpText));
    }

    [Fact]
    public void Only_this_user_may_read_it()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Cache().Write(Cli, Answer);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Folder));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Assert.Single(Directory.GetFiles(Folder))));
    }

    [Fact]
    public void Another_file_behind_the_same_path_is_another_CLI()
    {
        Cache().Write(Cli, Answer);

        Assert.Null(Cache().Read(Cli with { Size = 1235 }));
        Assert.Null(Cache().Read(Cli with { ModifiedTicks = Cli.ModifiedTicks + 1 }));
        Assert.Null(Cache().Read(Cli with { Target = "/opt/amp-2/amp" }));
        Assert.NotNull(Cache().Read(Cli));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"format\":2}")]
    [InlineData("{\"format\":\"1\",\"probedAt\":7}")]
    [InlineData("\u0000\u0000\u0000\u0000")]
    public void A_file_that_holds_something_else_counts_as_none_and_is_replaced(string content)
    {
        Cache().Write(Cli, Answer);
        File.WriteAllText(Assert.Single(Directory.GetFiles(Folder)), content);

        Assert.Null(Cache().Read(Cli));
        Cache().Write(Cli, Answer);
        Assert.NotNull(Cache().Read(Cli));
    }

    [Fact]
    public void A_torn_file_counts_as_none_wherever_it_is_torn()
    {
        Cache().Write(Cli, Answer);
        var file = Assert.Single(Directory.GetFiles(Folder));
        var whole = File.ReadAllBytes(file);

        for (var length = 0; length < whole.Length; length += 97)
        {
            File.WriteAllBytes(file, whole.AsSpan(0, length));
            Assert.Null(Cache().Read(Cli));
        }
    }

    [Fact]
    public void Nothing_is_believed_for_longer_than_a_day_or_from_the_future()
    {
        Cache().Write(Cli, Answer);

        _clock.Now += TimeSpan.FromHours(23);
        Assert.NotNull(Cache().Read(Cli));
        _clock.Now += TimeSpan.FromHours(2);
        Assert.Null(Cache().Read(Cli));
        _clock.Now -= TimeSpan.FromDays(2);
        Assert.Null(Cache().Read(Cli));
    }

    [Fact]
    public async Task Many_writers_and_readers_at_once_see_whole_answers_only()
    {
        var wrong = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, 400), new ParallelOptions { MaxDegreeOfParallelism = 8 }, (i, _) =>
        {
            if (i % 2 == 0)
            {
                Cache().Write(Cli, Answer);
            }
            else if (Cache().Read(Cli) is { } read && read.HelpText != Answer.HelpText)
            {
                Interlocked.Increment(ref wrong);
            }

            return ValueTask.CompletedTask;
        });

        Assert.Equal(0, wrong);
        Assert.Single(Directory.GetFiles(Folder));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_or_written_fails_nothing()
    {
        File.WriteAllText(Path.Combine(_root, "file"), "");
        var cache = new ProbeCache(Path.Combine(_root, "file", "cli"), _clock);

        cache.Write(Cli, Answer);

        Assert.Null(cache.Read(Cli));
        new ProbeCache(null, _clock).Write(Cli, Answer);
    }

    [Fact]
    public void Half_an_answer_and_a_CLI_among_temporary_files_are_not_kept()
    {
        Cache().Write(Cli, new(Answer.VersionText, null));
        Cache().Write(Cli, new(null, Answer.HelpText));
        Cache().Write(Cli with { Path = Path.Combine(Path.GetTempPath(), "amp") }, Answer);

        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public void The_oldest_go_when_there_are_many()
    {
        for (var i = 0; i < 80; i++)
        {
            Cache().Write(Cli with { Size = i }, Answer);
        }

        Assert.Equal(64, Directory.GetFiles(Folder).Length);
    }

    private ProbeCache Cache() => new(Folder, _clock);

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
