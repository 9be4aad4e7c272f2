using System.Text;
using Amp.Client.Tests.Runs;
using Amp.Testing;

namespace Amp.Client.Tests.Threads.Cli;

/// <summary>What the files and the CLI say, in one list.</summary>
public sealed class ThreadCatalogTests : IDisposable
{
    private const string OnlyThere = "T-01a1f924-456b-704a-adfd-81a3dfb2db89";

    private readonly ThreadFolderFixture _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Each_thread_is_listed_once_and_each_fact_says_who_says_it()
    {
        Write("old", ThreadFolderFixture.Id, new(2020, 1, 1));
        Write("new", ThreadFolderFixture.OtherId, new(2030, 1, 1));
        _folder.Write("", "T-01a1f7d9-0000-7000-8000-000000000000.json");
        await using var run = Listing($$"""
            [{"id":"{{ThreadFolderFixture.Id}}","title":"renamed","updatedAt":"2026-01-01T00:00:00Z","messageCount":9},
             {"id":"{{ThreadFolderFixture.OtherId}}","title":"stale","updatedAt":"2026-01-01T00:00:00Z"},
             {"id":"{{OnlyThere}}","title":"far","updatedAt":"2026-01-01T00:00:00Z","visibility":"private"}]
            """);

        var entries = await new AmpThreadCatalog(_folder.Store, run.Client.Commands.Threads).ListAsync().ToListAsync();

        Assert.Equal(4, entries.Count);
        var old = entries.Single(entry => entry.Id?.Value == ThreadFolderFixture.Id);
        Assert.Equal((new AmpThreadFact<string>("renamed", AmpThreadOrigin.Cli), new AmpThreadFact<int>(9, AmpThreadOrigin.Cli)), (old.Title!.Value, old.MessageCount!.Value));
        var @new = entries.Single(entry => entry.Id?.Value == ThreadFolderFixture.OtherId);
        Assert.Equal((new AmpThreadFact<string>("new", AmpThreadOrigin.File), new AmpThreadFact<int>(0, AmpThreadOrigin.File)), (@new.Title!.Value, @new.MessageCount!.Value));
        Assert.Equal((OnlyThere, new AmpThreadFact<string>("far", AmpThreadOrigin.Cli), new AmpThreadFact<string>("private", AmpThreadOrigin.Cli)), (entries[^1].Id!.Value.Value, entries[^1].Title!.Value, entries[^1].Visibility!.Value));
        Assert.Contains("no content", Assert.Single(entries, entry => entry.Id is null || entry.File?.Thread is null && entry.Cli is null).Problem, StringComparison.Ordinal);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_CLI_that_is_not_there_or_fails_costs_only_what_it_would_have_said()
    {
        Write("here", ThreadFolderFixture.Id, new(2020, 1, 1));
        var missing = new AmpClient(new() { CliPath = Path.Combine(_folder.Folder, "no-amp") });
        await using var failing = ScriptedRun.Playing(AmpScript.New.WritesStderr("Error: Error listing threads: fetch failed\n").ExitsWith(1));

        foreach (var client in new[] { missing, failing.Client })
        {
            var entries = await new AmpThreadCatalog(_folder.Store, client.Commands.Threads).ListAsync().ToListAsync();
            Assert.NotNull(entries[0].CliError);
            Assert.StartsWith("The CLI could not be asked: ", entries[0].Problem, StringComparison.Ordinal);
            Assert.Equal("here", entries[1].Title!.Value.Value);
        }

        Assert.Single(await new AmpThreadCatalog(_folder.Store, cli: null).ListAsync().ToListAsync());
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_thread_is_read_from_its_file_or_else_exported()
    {
        var recorded = RecordedThread.Of("0.0.1774569934-g39e3ec", "tool");
        var id = recorded.CopyTo(_folder.Folder);
        await using var run = ScriptedRun.Playing(CliThreadTests.April.ForCommand("threads export", AmpScript.New.Prints(Encoding.UTF8.GetString(recorded.Thread))));
        var catalog = new AmpThreadCatalog(_folder.Store, run.Client.Commands.Threads);

        var kept = await catalog.ReadAsync(id);
        Assert.Equal((AmpThreadOrigin.File, 0), (kept.Origin, run.Cli.Runs.Count));
        Assert.NotNull(kept.Value.Path);

        File.Delete(Path.Combine(_folder.Folder, id.Value + ".json"));
        var told = await catalog.ReadAsync(id);
        Assert.Equal((AmpThreadOrigin.Cli, null, null), (told.Origin, told.Value.Path, told.Value.Info.LastActivity));
        Assert.Equal(kept.Value.Messages.Select(ThreadComparison.Describe), told.Value.Messages.Select(ThreadComparison.Describe));

        var e = await Assert.ThrowsAsync<AmpThreadException>(() => new AmpThreadCatalog(_folder.Store, cli: null).ReadAsync(id));
        Assert.Equal(AmpThreadProblemKind.Missing, e.Problem.Kind);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Of_a_damaged_file_there_is_what_is_whole_when_the_CLI_cannot_help()
    {
        var recorded = RecordedThread.Of("0.0.1774569934-g39e3ec", "tool");
        var id = recorded.CopyTo(_folder.Folder);
        _folder.Write(recorded.Thread[..^2000], id.Value + ".json");
        await using var failing = ScriptedRun.Playing(AmpScript.New.WritesStderr("no\n").ExitsWith(1));

        var read = await new AmpThreadCatalog(_folder.Store, failing.Client.Commands.Threads).ReadAsync(id);

        Assert.Equal(AmpThreadOrigin.File, read.Origin);
        Assert.NotNull(read.Value.Problem);
    }

    private static ScriptedRun Listing(string json) => ScriptedRun.Playing(AmpScript.New.ForCommand("threads list --json", AmpScript.New.Prints(json)));

    private void Write(string title, string id, DateTime written) =>
        File.SetLastWriteTimeUtc(_folder.Write($$"""{"id":"{{id}}","title":"{{title}}","messages":[]}""", id + ".json"), DateTime.SpecifyKind(written, DateTimeKind.Utc));
}
