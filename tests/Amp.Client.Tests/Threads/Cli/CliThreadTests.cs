using Amp.Client.Tests.Cli.Capabilities;
using Amp.Client.Tests.Runs;
using Amp.Testing;

namespace Amp.Client.Tests.Threads.Cli;

/// <summary>What the CLI tells of threads, in all its forms. How real ones tell it is shown by the conformance tests.</summary>
public sealed class CliThreadTests
{
    private const string First = "T-01a1f925-0f52-705a-896b-8031a203b8d5";
    private const string Second = "T-01a1f924-456b-704a-adfd-81a3dfb2db89";

    // As CLI 0.0.1767830505 prints it.
    private const string Table = $"""
        Title                            Last Updated  Visibility  Messages  Thread ID
        ───────────────────────────────  ────────────  ──────────  ────────  ──────────────────────────────────────
        A title  with a gap              9s ago        Private            2  {First}
        Untitled                         NaNy ago      Workspace          0  {Second}
        Something long that was cut ...  3m ago        2 Groups          17  {ThreadFolderFixture.Id}

        """;

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_table_is_read_where_the_CLI_gives_no_JSON()
    {
        await using var run = ScriptedRun.Playing(WithoutJson("threads list", AmpScript.New.Prints(Table)));

        var threads = await run.Client.Commands.Threads.ListAsync();

        Assert.Equal(
            [
                new(First) { Title = "A title  with a gap", Age = "9s ago", Visibility = "Private", MessageCount = 2 },
                new(Second) { Age = "NaNy ago", Visibility = "Workspace", MessageCount = 0 },
                new(ThreadFolderFixture.Id) { Title = "Something long that was cut ...", IsTitleCut = true, Age = "3m ago", Visibility = "2 Groups", MessageCount = 17 },
            ],
            threads);
    }

    [Theory(Timeout = ScriptedRun.Limit)]
    [InlineData("[]", 0)]
    [InlineData("No threads found.\n", 0)]
    [InlineData("""[{"id":"T-01a1f925-0f52-705a-896b-8031a203b8d5","title":"x","updatedAt":"2026-11-20T13:27:00.896Z","messageCount":2},{"no":"id"}]""", 1)]
    [InlineData("""{"threads":[{"id":"T-01a1f925-0f52-705a-896b-8031a203b8d5","title":"x","updatedAt":"2026-11-20T13:27:00.896Z","messageCount":2}]}""", 1)]
    public async Task JSON_is_read_where_there_is_some(string printed, int count)
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.ForCommand("threads search --json", AmpScript.New.Prints(printed)));

        var threads = await run.Client.Commands.Threads.SearchAsync("--words", limit: 5);

        Assert.Equal(count, threads.Count);
        Assert.All(threads, thread => Assert.Equal(new AmpCliThread(First) { Title = "x", UpdatedAt = new(2026, 11, 20, 13, 27, 0, 896, TimeSpan.Zero), MessageCount = 2 }, thread));
        Assert.Equal(["threads", "search", "--json", "--limit", "5", "--", "--words"], Assert.Single(run.Cli.Runs).Arguments);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task What_the_CLI_lacks_or_garbles_is_an_exception()
    {
        await using var run = ScriptedRun.Playing(April.ForCommand("threads list --json", AmpScript.New.WritesStderr("Error: error: unknown option '--json'\n").ExitsWith(1))
            .ForCommand("threads list", AmpScript.New.WritesStderr("error: unknown option '--include-archived'\n").ExitsWith(1))
            .ForCommand("threads search", AmpScript.New.Prints("Hello there"))
            .ForCommand("threads export", AmpScript.New.Prints("{\"no\":\"thread\"}"))
            .ForCommand("threads new", AmpScript.New.Prints("Hello there"))
            .ForCommand("threads delete", AmpScript.New.WritesStderr($"Thread {First} does not exist.\n").ExitsWith(1)));
        var threads = run.Client.Commands.Threads;

        Assert.Equal("amp threads list --include-archived", (await Assert.ThrowsAsync<AmpCapabilityException>(() => threads.ListAsync(includeArchived: true))).Requested);
        Assert.Contains("neither JSON nor a table", (await Assert.ThrowsAsync<AmpProcessException>(() => threads.SearchAsync("x"))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<AmpProcessException>(() => threads.ExportAsync(First));
        await Assert.ThrowsAsync<AmpProcessException>(() => threads.CreateAsync());
        Assert.Contains("does not exist", (await Assert.ThrowsAsync<AmpProcessException>(() => threads.DeleteAsync(First))).StandardErrorTail[0], StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => threads.LabelAsync(First, []));
        await Assert.ThrowsAsync<ArgumentException>(() => threads.RenameAsync(First, " "));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => threads.SearchAsync("x", limit: 0));
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Each_command_is_what_the_CLI_calls_it_and_a_goal_is_no_argument()
    {
        await using var run = ScriptedRun.Playing(April.ForCommand("threads handoff", AmpScript.New.WaitsForEndOfInput().Prints(Second + "\n")).ForCommand("threads new", AmpScript.New.Prints(Second + "\n")));
        var threads = run.Client.Commands.Threads;

        Assert.Equal(Second, (await threads.HandOffAsync(First, "go on, quietly")).Value);
        Assert.Equal(Second, (await threads.CreateAsync()).Value);
        await threads.RenameAsync(First, "-x");
        await threads.LabelAsync(First, ["a", "b"]);
        await threads.ShareAsync(First, AmpVisibility.Public);
        await threads.ArchiveAsync(First);

        Assert.Equal("go on, quietly", run.Cli.Runs[0].StandardInput);
        Assert.Equal(
            [$"threads handoff {First} --print", "threads new", $"threads rename -- {First} -x", $"threads label -- {First} a b", $"threads share {First} --visibility=public", $"threads archive {First}"],
            run.Cli.Runs.Select(started => string.Join(' ', started.Arguments)));
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_command_that_the_CLI_does_not_have_is_refused_unasked()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.HasVersion(RecordedHelp.VersionOf(RecordedHelp.January7)).HasHelp(RecordedHelp.HelpOf(RecordedHelp.January7)));
        var threads = run.Client.Commands.Threads;

        foreach (var asked in new Func<Task>[] { () => threads.ExportAsync(First), () => threads.GetUsageAsync(First), () => threads.DeleteAsync(First), () => threads.LabelAsync(First, ["a"]), () => threads.HandOffAsync(First, "x"), () => threads.DefaultVisibilityAsync() })
        {
            await Assert.ThrowsAsync<AmpCapabilityException>(asked);
        }

        Assert.Empty(run.Cli.Runs);
    }

    /// <summary>The first that has all of the commands.</summary>
    internal static AmpScript April => AmpScript.New.HasVersion(RecordedHelp.VersionOf(RecordedHelp.April21)).HasHelp(RecordedHelp.HelpOf(RecordedHelp.April21));

    private static AmpScript WithoutJson(string command, AmpScript otherwise) =>
        AmpScript.New.ForCommand(command + " --json", AmpScript.New.WritesStderr("Error: error: unknown option '--json'\n").ExitsWith(1)).ForCommand(command, otherwise);
}
