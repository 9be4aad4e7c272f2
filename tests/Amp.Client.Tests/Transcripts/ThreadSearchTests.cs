using System.Text;
using Amp.Client.Tests.Threads;

namespace Amp.Client.Tests.Transcripts;

/// <summary>Searching threads by text, tool, path and date.</summary>
public sealed class ThreadSearchTests : IDisposable
{
    private const string Conversation = """
        {"role":"user","messageId":0,"content":[{"type":"text","text":"Please look for the NEEDLE\nin the stack"}],"meta":{"sentAt":1700000000000}},
        {"role":"assistant","messageId":1,"content":[{"type":"thinking","thinking":"a needle, then"},{"type":"tool_use","id":"t1","name":"Read","input":{"path":"/srv/demo/src\\hay.cs","read_range":[1,2]}},{"type":"tool_use","id":"t2","name":"Bash","input":{"cmd":"grep \"needle\" hay"}}],"state":{"type":"complete","stopReason":"tool_use"}},
        {"role":"user","messageId":2,"content":[{"type":"tool_result","toolUseID":"t1","run":{"status":"done","result":"one\ntwo needle three"}},{"type":"tool_result","toolUseID":"t2","run":{"status":"done","result":{"output":"nothing","exitCode":1}}}]},
        {"role":"user","messageId":3,"content":[{"type":"text","text":"Again"}],"meta":{"sentAt":1700086400000}},
        {"role":"assistant","messageId":4,"content":[{"type":"text","text":"No needles left"}],"state":{"type":"complete","stopReason":"end_turn"}}
        """;

    private readonly ThreadFolderFixture _folder = new();

    public ThreadSearchTests() => _folder.WriteMessages(Conversation, "\"title\":\"Needlework\"");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_text_is_found_in_every_part_with_what_stands_around_it()
    {
        var hits = await FindAsync(new() { Text = "needle", SnippetContext = 4 });

        Assert.Equal(
            [(AmpThreadHitKind.Title, null, "Needlework"), (AmpThreadHitKind.Text, 0, "…the NEEDLE in …"), (AmpThreadHitKind.Thinking, 1, "a needle, th…"), (AmpThreadHitKind.ToolCall, 1, "…ep \"needle\" ha…"), (AmpThreadHitKind.ToolResult, 2, "…two needle thr…"), (AmpThreadHitKind.Text, 4, "No needles le…")],
            hits.Select(hit => (hit.Kind, hit.MessageIndex, hit.Snippet)));
        Assert.All(hits, hit => Assert.Equal("needle", hit.Snippet.Substring(hit.MatchStart, hit.MatchLength), ignoreCase: true));
        Assert.Equal(["Bash", "Read"], hits.Select(hit => hit.ToolName).OfType<string>());
    }

    [Fact]
    public async Task A_tool_and_a_path_narrow_it_down()
    {
        Assert.Equal([(AmpThreadHitKind.ToolCall, "Bash")], (await FindAsync(new() { Tool = "bash" })).Select(Place));
        Assert.Equal([(AmpThreadHitKind.ToolCall, "Read")], (await FindAsync(new() { Tool = "R*" })).Select(Place));
        Assert.Equal([(AmpThreadHitKind.ToolCall, "Read")], (await FindAsync(new() { Path = "SRC/hay" })).Select(Place));
        Assert.Equal([(AmpThreadHitKind.ToolResult, "Read")], (await FindAsync(new() { Path = "src/hay", Text = "two" })).Select(Place));
        Assert.Empty(await FindAsync(new() { Tool = "Bash", Path = "src/hay" }));
        Assert.Empty(await FindAsync(new() { Tool = "Rea" }));
    }

    [Fact]
    public async Task Dates_leave_out_what_is_older_and_what_is_newer()
    {
        var evening = DateTimeOffset.FromUnixTimeMilliseconds(1700000000000).AddHours(20);

        Assert.Equal([4], (await FindAsync(new() { Text = "needle", Since = evening })).Select(hit => hit.MessageIndex));
        Assert.DoesNotContain(4, (await FindAsync(new() { Text = "needle", Until = evening })).Select(hit => hit.MessageIndex));
        Assert.Empty(await FindAsync(new() { Text = "needle", Since = DateTimeOffset.UtcNow.AddHours(1) }));
    }

    [Fact]
    public async Task A_thread_that_ends_in_the_middle_gives_its_hits_and_then_says_so()
    {
        var json = $$"""{"id":"{{ThreadFolderFixture.OtherId}}","messages":[{{Conversation}}]}""";
        _folder.Write(Encoding.UTF8.GetBytes(json)[..^40], ThreadFolderFixture.OtherId + ".json");
        _folder.Write("no thread", "notes.txt");

        var hits = (await FindAsync(new() { Text = "stack" })).Where(hit => hit.Thread.Id.Value == ThreadFolderFixture.OtherId).ToList();

        Assert.Equal([AmpThreadHitKind.Text, AmpThreadHitKind.Problem], hits.Select(hit => hit.Kind));
        Assert.Equal(AmpThreadProblemKind.HalfWritten, hits[^1].Problem!.Kind);
    }

    [Fact]
    public async Task Hits_have_an_end_and_come_one_by_one()
    {
        Assert.Equal(2, (await FindAsync(new() { Text = "needle", MaxHitsPerThread = 2 })).Count);

        // The second file cannot be read, and nobody gets that far.
        await foreach (var hit in _folder.Store.SearchAsync(new() { Text = "needle" }))
        {
            Assert.Equal(AmpThreadHitKind.Title, hit.Kind);
            break;
        }

        Assert.Throws<ArgumentException>(() => _folder.Store.SearchAsync(new() { Since = DateTimeOffset.UtcNow }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AmpThreadQuery { MaxHitsPerThread = 0 });
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await _folder.Store.SearchAsync(new() { Text = "x" }, stop.Token).ToListAsync());
    }

    private static (AmpThreadHitKind Kind, string? Tool) Place(AmpThreadHit hit) => (hit.Kind, hit.ToolName);

    private async Task<List<AmpThreadHit>> FindAsync(AmpThreadQuery query) => await _folder.Store.SearchAsync(query).ToListAsync();
}
