using Amp.Client.Threads;

namespace Amp.Client.Tests.Threads;

public sealed class ThreadPlacesTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("amp-home-").FullName;

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Fact]
    public void Threads_are_looked_for_where_the_CLI_and_the_editors_keep_them()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;   // the folders of other systems are other ones
        }

        var roots = ThreadPlaces.In(new Dictionary<string, string> { ["HOME"] = "/h", ["AMP_DATA_HOME"] = "/a", ["XDG_DATA_HOME"] = "/d", ["XDG_CONFIG_HOME"] = "relative" }).Roots;

        Assert.Equal(
            [
                "/a/amp/threads", "/d/amp/threads", "/h/.local/share/amp/threads",
                "/h/.config/Code/User/globalStorage/sourcegraph.amp/threads3",
                "/h/.config/Code - Insiders/User/globalStorage/sourcegraph.amp/threads3",
                "/h/.config/VSCodium/User/globalStorage/sourcegraph.amp/threads3",
                "/h/.config/Cursor/User/globalStorage/sourcegraph.amp/threads3",
                "/h/.config/Windsurf/User/globalStorage/sourcegraph.amp/threads3",
            ],
            roots.Select(root => root.Folder));
        Assert.Equal(["/h/.local/share/amp/threads"], ThreadPlaces.In(new Dictionary<string, string> { ["HOME"] = "/h", ["XDG_DATA_HOME"] = "/h/.local/share/" }).Roots.Take(1).Select(root => root.Folder));
        Assert.Empty(ThreadPlaces.In(new Dictionary<string, string>()).Roots);
    }

    [Fact]
    public async Task Threads_of_the_CLI_and_of_an_editor_are_listed_together()
    {
        Write(".local/share/amp/threads/T-01a1f7d9-5f62-7347-bfda-8e1b5a6655dd.json", """{"messages":[]}""");
        Write(OperatingSystem.IsMacOS() ? "Library/Application Support/Cursor" + Editor : ".config/Cursor" + Editor, """{"messages":[]}""");

        var listing = await Store().ListAsync().ToListAsync();

        Assert.Equal(["Cursor", "amp"], listing.Select(file => file.Root.Name).Order(StringComparer.Ordinal));
        Assert.NotNull(await Store().ReadAsync("T-01a1f7d9-5f62-7347-bfda-8e1b5a6655d0"));
    }

    [Fact]
    public async Task Of_two_copies_of_a_thread_the_one_written_last_is_read_whichever_folder_it_is_in()
    {
        var roots = new[] { "a", "b" }.Select(name => new AmpThreadRoot(Directory.CreateDirectory(Path.Combine(_home, name)).FullName, AmpThreadRootKind.Cli, name)).ToArray();
        var store = new AmpLocalThreadStore(new() { Roots = roots });
        foreach (var newest in roots)
        {
            foreach (var root in roots)
            {
                var path = Path.Combine(root.Folder, ThreadFolderFixture.Id + ".json");
                await File.WriteAllTextAsync(path, $$"""{"title":"{{root.Name}}","messages":[]}""");
                File.SetLastWriteTimeUtc(path, new(root == newest ? 2027 : 2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
            }

            Assert.Equal(newest.Name, (await store.ReadAsync(ThreadFolderFixture.Id))!.Info.Title);
        }
    }

    [Theory]
    [InlineData(".local/state/amp/last-thread-id", ThreadFolderFixture.Id)]
    [InlineData(".local/state/amp/last-thread-id", ThreadFolderFixture.Id + "\n")]
    [InlineData(".local/share/amp/session.json", "{\"launchCount\":3,\"lastExecuteThreadId\":\"" + ThreadFolderFixture.Id + "\"}")]
    public async Task The_thread_that_the_CLI_would_continue_is_found(string file, string content)
    {
        Assert.Null(await Store().FindLastThreadAsync());

        var path = Write(file, content);

        var last = await Store().FindLastThreadAsync();
        Assert.Equal((ThreadFolderFixture.Id, path), (last!.Id.Value, last.Path));
    }

    [Fact]
    public async Task Of_two_last_threads_the_one_written_last_counts_and_nonsense_does_not()
    {
        File.SetLastWriteTimeUtc(Write(".local/state/amp/last-thread-id", ThreadFolderFixture.Id), new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var session = Write(".local/share/amp/session.json", $$"""{"lastExecuteThreadId":"{{ThreadFolderFixture.OtherId}}"}""");
        Assert.Equal(ThreadFolderFixture.OtherId, (await Store().FindLastThreadAsync())!.Id.Value);

        await File.WriteAllTextAsync(session, """{"lastExecuteThreadId":""");
        Assert.Equal(ThreadFolderFixture.Id, (await Store().FindLastThreadAsync())!.Id.Value);
    }

    [Fact]
    public async Task The_history_is_read_line_by_line_and_a_bad_line_costs_only_itself()
    {
        Write(".local/share/amp/history.jsonl", "{\"text\":\"one\",\"cwd\":\"/srv\",\"timestamp\":1000}\n\n\"two\"\nnot json\n{\"x\":\"" + new string('x', 5_000_000) + "\"}\n{\"prompt\":\"six\"}");

        var entries = await Store().ReadHistoryAsync().ToListAsync();

        Assert.Equal(
            [(1, "one", null), (3, "two", null), (4, null, AmpThreadProblemKind.Corrupt), (5, null, AmpThreadProblemKind.TooLarge), (6L, "six", (AmpThreadProblemKind?)null)],
            entries.Select(entry => (entry.Line, entry.Text, entry.Problem?.Kind)));
        Assert.Equal(("/srv", DateTimeOffset.FromUnixTimeSeconds(1)), (entries[0].WorkingDirectory, entries[0].Timestamp));
    }

    [Fact]
    public async Task What_the_CLI_keeps_of_changed_files_is_found()
    {
        Write(".local/share/amp/threads/" + ThreadFolderFixture.Id + ".json", """{"messages":[]}""");
        Assert.Null((await Store().ReadAsync(ThreadFolderFixture.Id))!.FileChangesFolder);

        Write(".amp/file-changes/" + ThreadFolderFixture.Id + "/x", "");

        Assert.Equal(Path.Combine(_home, ".amp", "file-changes", ThreadFolderFixture.Id), (await Store().ReadAsync(ThreadFolderFixture.Id))!.FileChangesFolder);
    }

    private const string Editor = "/User/globalStorage/sourcegraph.amp/threads3/T-01a1f7d9-5f62-7347-bfda-8e1b5a6655d0.json";

    private AmpLocalThreadStore Store() => new(environmentVariables: new Dictionary<string, string> { [OperatingSystem.IsWindows() ? "USERPROFILE" : "HOME"] = _home });

    private string Write(string file, string content)
    {
        var path = Path.Combine(_home, file.Replace('/', Path.DirectorySeparatorChar));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }
}
