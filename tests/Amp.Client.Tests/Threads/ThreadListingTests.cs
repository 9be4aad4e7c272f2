using System.Diagnostics;
using Amp.Client.Threads;

namespace Amp.Client.Tests.Threads;

public sealed class ThreadListingTests : IDisposable
{
    private readonly ThreadFolderFixture _threads = new();

    public void Dispose() => _threads.Dispose();

    [Theory]
    [InlineData("", AmpThreadProblemKind.Empty)]
    [InlineData(" \n", AmpThreadProblemKind.Empty)]
    [InlineData("{", AmpThreadProblemKind.HalfWritten)]
    [InlineData("""{"messages":[{"a":"b\"}""", AmpThreadProblemKind.HalfWritten)]
    [InlineData("""{"messages":[]""", AmpThreadProblemKind.HalfWritten)]
    [InlineData("""{"messages":[],"v":1""", AmpThreadProblemKind.HalfWritten)]
    [InlineData("""{"messages" """, AmpThreadProblemKind.HalfWritten)]
    [InlineData("[]", AmpThreadProblemKind.Foreign)]
    [InlineData("a text", AmpThreadProblemKind.Foreign)]
    [InlineData("{}", AmpThreadProblemKind.Foreign)]
    [InlineData("""{"name":"package","version":"1"}""", AmpThreadProblemKind.Foreign)]
    [InlineData("""{"messages":[{]}""", AmpThreadProblemKind.Corrupt)]
    [InlineData("""{"messages":[{]]}""", AmpThreadProblemKind.Corrupt)]
    [InlineData("""{"messages":[{]}]}""", AmpThreadProblemKind.Corrupt)]
    [InlineData("""{"messages":[,]}""", AmpThreadProblemKind.Corrupt)]
    [InlineData("""{"messages":[{},]}""", AmpThreadProblemKind.Corrupt)]
    [InlineData("""{"messages":[{} {}]}""", AmpThreadProblemKind.Corrupt)]
    [InlineData("""{"messages":[{"role":tru}]}""", AmpThreadProblemKind.Corrupt)]
    [InlineData("""{"messages":[]}}""", AmpThreadProblemKind.Corrupt)]
    [InlineData("""{"messages":[],"v":1x}""", AmpThreadProblemKind.Corrupt)]
    [InlineData("""{"messages":[],}""", AmpThreadProblemKind.Corrupt)]
    [InlineData("""{"messages":[] "v":1}""", AmpThreadProblemKind.Corrupt)]
    [InlineData("""{messages:[]}""", AmpThreadProblemKind.Corrupt)]
    [InlineData("""{"messages":[],"messages":[]}""", AmpThreadProblemKind.Corrupt)]
    [InlineData("""{"messages":{"0":{}}}""", AmpThreadProblemKind.Corrupt)]
    [InlineData("\0\0\0\0", AmpThreadProblemKind.Foreign)]
    public async Task A_file_that_is_no_whole_thread_is_told_with_its_reason(string content, AmpThreadProblemKind expected)
    {
        _threads.Write(content);
        _threads.Write("""{"messages":[]}""", ThreadFolderFixture.OtherId + ".json");

        var listing = await _threads.Store.ListAsync().ToListAsync();

        Assert.Equal(2, listing.Count);
        var broken = listing.Single(file => file.Problem is not null);
        Assert.Equal(expected, broken.Problem!.Kind);
        Assert.Equal(content.Length, broken.Length);
        Assert.Single(await _threads.Store.ListAsync(new() { IncludeProblems = false }).ToListAsync());
    }

    [Fact]
    public async Task Every_prefix_of_a_thread_is_half_written_wherever_it_is_cut()
    {
        var whole = """{"v":1, "title":"é\"}",  "messages":[{"role":"user","content":[{"type":"text","text":"\\"}]}, {}],"x":[{"y":[]}],"z":-1.5e3 }"""u8.ToArray();
        for (var length = 1; length < whole.Length; length++)
        {
            _threads.Write(whole[..length]);
            Assert.Equal((length, AmpThreadProblemKind.HalfWritten), (length, (await _threads.ListOneAsync()).Problem?.Kind));
        }

        _threads.Write(whole);
        Assert.Null((await _threads.ListOneAsync()).Problem);
    }

    [Fact]
    public async Task What_is_known_of_a_broken_thread_is_told_beside_the_problem()
    {
        _threads.Write($$"""{"id":"{{ThreadFolderFixture.Id}}","title":"T","messages":[{"role":"user"},{"role":"assis""");

        var listing = await _threads.ListOneAsync();

        Assert.Equal((AmpThreadProblemKind.HalfWritten, "T", 1), (listing.Problem!.Kind, listing.Thread!.Title, listing.Thread.MessageCount));
    }

    [Fact]
    public async Task A_folder_that_is_closed_to_us_is_told_and_is_neither_empty_nor_deleted()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            return;   // nothing is closed to the superuser
        }

        _threads.WriteMessages("");
        using var tracker = new ThreadTracker(_threads.Store.Roots, new() { IncludeExisting = true }, new(), TimeProvider.System);
        Assert.Equal(2, (await tracker.LookAsync(default).ToListAsync()).Count);
        var mode = File.GetUnixFileMode(_threads.Folder);
        File.SetUnixFileMode(_threads.Folder, UnixFileMode.None);
        try
        {
            var closed = await _threads.ListOneAsync();
            Assert.Equal((_threads.Folder, AmpThreadProblemKind.Unreadable), (closed.Path, closed.Problem!.Kind));
            Assert.Empty(await _threads.Store.ListAsync(new() { IncludeProblems = false }).ToListAsync());
            Assert.Empty(await tracker.LookAsync(default).ToListAsync());
        }
        finally
        {
            File.SetUnixFileMode(_threads.Folder, mode);
        }
    }

    [Fact]
    public async Task What_else_lies_in_the_folder_is_told_and_not_opened()
    {
        _threads.Write("{}", ThreadFolderFixture.Id + ".json.amptmp");
        _threads.Write("{}", "notes.json");
        _threads.Write("""{"messages":[]}""", "T-not-an-id.json");
        Directory.CreateDirectory(Path.Combine(_threads.Folder, "T-folder.json"));

        var listing = await _threads.Store.ListAsync().ToListAsync();

        Assert.Equal(
            [(ThreadFolderFixture.Id + ".json.amptmp", AmpThreadProblemKind.LeftOver), ("T-not-an-id.json", AmpThreadProblemKind.Foreign), ("notes.json", AmpThreadProblemKind.Foreign)],
            listing.Select(file => (Path.GetFileName(file.Path), file.Problem!.Kind)).OrderBy(file => file.Item1, StringComparer.Ordinal));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_pipe_and_a_link_to_nowhere_do_not_hold_a_listing_up()
    {
        if (OperatingSystem.IsWindows())
        {
            return;   // it has neither among its files
        }

        using var mkfifo = Process.Start("mkfifo", [Path.Combine(_threads.Folder, ThreadFolderFixture.Id + ".json")]);
        await mkfifo.WaitForExitAsync();
        File.CreateSymbolicLink(Path.Combine(_threads.Folder, ThreadFolderFixture.OtherId + ".json"), "/nowhere");
        _threads.Write("""{"messages":[]}""", "T-01a1f7d9-0000-7347-bfda-8e1b5a6655dd.json");

        var listing = await _threads.Store.ListAsync().ToListAsync();

        Assert.Equal(1, listing.Count(file => file.Problem is null));
        Assert.Contains(listing, file => file.Problem?.Kind is AmpThreadProblemKind.Empty);
    }

    [Fact]
    public async Task A_value_that_is_nested_without_end_costs_no_stack()
    {
        _threads.Write($$"""{"messages":[{"role":"user","content":{{new string('[', 200_000)}}{{new string(']', 200_000)}}}],"x":{{new string('[', 200_000)}}{{new string(']', 200_000)}}}""");

        Assert.Equal((AmpThreadProblemKind.Corrupt, 1), ((await _threads.ListOneAsync()).Problem!.Kind, (await _threads.ListOneAsync()).Thread!.MessageCount));
        Assert.Equal(AmpThreadProblemKind.Corrupt, Assert.Single((await _threads.ReadAsync()).Messages).Problem!.Kind);
    }

    [Fact]
    public async Task The_thread_last_written_comes_first_and_older_ones_can_be_left_out()
    {
        var noon = new DateTime(2026, 11, 20, 12, 0, 0, DateTimeKind.Utc);
        for (var i = 0; i < 30; i++)
        {
            File.SetLastWriteTimeUtc(_threads.Write($$"""{"messages":[],"title":"{{i}}"}""", $"T-01a1f7d9-5f62-7347-bfda-8e1b5a6655{i:x2}.json"), noon.AddMinutes(i));
        }

        var all = await _threads.Store.ListAsync().ToListAsync();
        var recent = await _threads.Store.ListAsync(new() { WrittenSince = noon.AddMinutes(20) }).ToListAsync();

        Assert.Equal(Enumerable.Range(0, 30).Reverse().Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)), all.Select(file => file.Thread!.Title));
        Assert.Equal(10, recent.Count);
        Assert.All(all, file => Assert.Equal(file.LastWritten, file.Thread!.LastActivity));
    }

    [Fact]
    public async Task The_fields_may_stand_in_any_order_and_a_message_larger_than_is_looked_into_is_counted()
    {
        _threads.Write($$$"""
            {"title":"last","env":{"initial":{"trees":[{"uri":"file:///srv"}]}},"messages":[
            {"role":"user","content":[{"type":"text","text":"{{{new string('x', 5_000_000)}}}"}]},{"content":[{"type":"tool_use"}],"role":"assistant"}],"id":"{{{ThreadFolderFixture.OtherId}}}","created":1000}
            """);

        var thread = (await _threads.ListOneAsync()).Thread!;

        Assert.Equal((2, 1, 1, 1, "last", "/srv", 1), (thread.MessageCount, thread.PromptCount, thread.AssistantMessageCount, thread.ToolCallCount, thread.Title, thread.WorkingDirectory, thread.Created!.Value.ToUnixTimeSeconds()));
        Assert.Equal(ThreadFolderFixture.OtherId, thread.Id.Value);
    }

    [Fact]
    public async Task A_listing_can_be_given_up()
    {
        for (var i = 0; i < 50; i++)
        {
            _threads.Write("""{"messages":[]}""", $"T-01a1f7d9-5f62-7347-bfda-8e1b5a6655{i:x2}.json");
        }

        using var stop = new CancellationTokenSource();
        var e = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var file in _threads.Store.ListAsync(cancellationToken: stop.Token))
            {
                await stop.CancelAsync();
            }
        });

        Assert.Equal(stop.Token, e.CancellationToken);
    }
}
