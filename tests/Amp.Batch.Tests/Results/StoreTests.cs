using System.Text;
using System.Text.Json;
using Amp.Batch.Tests.Reports;
using Amp.Client;

namespace Amp.Batch.Tests.Results;

public sealed class StoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly BatchStore _store;

    public StoreTests() => _store = new(Path.Combine(_folder.Path, "batch-results"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_report_is_read_back_as_it_was_written()
    {
        var report = SampleBatch.Report(2).WithStatistics();

        await _store.SaveAsync(report);
        var read = await _store.LoadAsync(report.Id);

        Assert.Equal(report.ToJson(), read.ToJson());
        Assert.Equal(report.Cells[0].Verify[0].Tests, read.Cells[0].Verify[0].Tests);
        Assert.Equal(report.Cells[0].WallDuration!.Value.TotalMilliseconds, read.Cells[0].WallDuration!.Value.TotalMilliseconds, 3);
        Assert.Equal(report.Totals.Credits, read.Totals.Credits);
    }

    [Fact]
    public async Task Files_are_for_their_owner_alone_and_nothing_half_written_is_left()
    {
        var report = SampleBatch.Report(1);
        await _store.SaveAsync(report);
        await _store.SaveAsync(report);
        await _store.WriteArtifactAsync(report.Id, "x.patch", new MemoryStream([1]));
        using var gaveUp = new CancellationTokenSource();
        await gaveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _store.SaveAsync(report with { Name = "other" }, gaveUp.Token));

        Assert.Equal(report.Name, (await _store.LoadAsync(report.Id)).Name);
        Assert.Equal([report.Id + ".json", "x.patch"], Directory.EnumerateFiles(_store.Folder, "*", SearchOption.AllDirectories).Select(Path.GetFileName).Order());
        if (!OperatingSystem.IsWindows())
        {
            foreach (var file in Directory.EnumerateFiles(_store.Folder, "*", SearchOption.AllDirectories))
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }

            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_store.Folder));
            Assert.Equal(File.GetUnixFileMode(_store.Folder), File.GetUnixFileMode(_store.FolderOf(report.Id)));
        }
    }

    [Fact]
    public void Fields_and_words_of_the_future_are_read_as_far_as_they_are_known()
    {
        var json = SampleBatch.Report(1).WithStatistics().ToJson()
            .Replace("{\"schemaVersion\":1", "{\"schemaVersion\":7,\"inTheFuture\":{\"a\":[1]}", StringComparison.Ordinal)
            .Replace("\"outcome\":\"succeeded\"", "\"outcome\":\"teleported\",\"mood\":\"good\"", StringComparison.Ordinal)
            .Replace("\"metric\":\"tokens\"", "\"metric\":\"karma\"", StringComparison.Ordinal);

        var read = BatchReport.FromJson(json);

        Assert.Equal(7, read.SchemaVersion);
        Assert.Contains(read.Cells, static cell => cell is { Outcome: BatchOutcome.Unknown, Success: null });
        Assert.Throws<JsonException>(static () => BatchReport.FromJson("""{"schemaVersion":0,"id":"x"}"""));
        Assert.Throws<JsonException>(static () => BatchReport.FromJson("null"));
        Assert.Throws<JsonException>(static () => BatchReport.FromJson("{}"));
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("a/b")]
    [InlineData("")]
    [InlineData(".hidden")]
    [InlineData("x.journal")]
    [InlineData("x.JSON")]
    [InlineData("x\n")]
    [InlineData("\u212a")]
    public async Task An_id_cannot_lead_out_of_the_folder(string id)
    {
        Assert.Throws<ArgumentException>(() => _store.PathOf(id));
        Assert.Throws<ArgumentException>(() => _store.Delete(id));
        await Assert.ThrowsAsync<ArgumentException>(() => _store.SaveAsync(SampleBatch.Report(1) with { Id = id }));
    }

    [Fact]
    public async Task A_file_of_a_cell_is_compressed_by_its_name_and_cannot_lead_out_of_the_folder()
    {
        var content = Encoding.UTF8.GetBytes(new string('x', 100_000));

        var kept = await _store.WriteArtifactAsync("b", "s.jsonl.gz", new MemoryStream(content));

        Assert.InRange(kept.Bytes, 1, 1_000);
        await using (var stream = _store.OpenArtifact("b", kept)!)
        {
            var read = new MemoryStream();
            await stream.CopyToAsync(read);
            Assert.Equal(content, read.ToArray());
        }

        Assert.Null(_store.OpenArtifact("b", kept with { File = "gone.patch" }));
        Assert.Throws<ArgumentException>(() => _store.OpenArtifact("b", kept with { File = "../b.json" }));
    }

    [Fact]
    public void A_new_id_sorts_by_time_and_is_a_valid_one()
    {
        var id = _store.CreateId();

        Assert.Matches(@"^\d{8}-\d{6}-[0-9a-f]{6}$", id);
        Assert.EndsWith(id + ".json", _store.PathOf(id), StringComparison.Ordinal);
    }

    [Fact]
    public void Secrets_of_variables_and_servers_do_not_reach_a_report()
    {
        var cells = BatchPlan.For("x").WithOptions("o", new()
        {
            McpConfig = """{"s":{"env":{"K":"hush-1"}}}""",
            EnvironmentVariables = new Dictionary<string, string?> { ["PLAIN"] = "hush-2" },
            Settings = new AmpSettings().With("amp.mcpServers", """{"s":"hush-3"}""").With("amp.bitbucketToken", "\"hush-4\""),
        }).WithEnvironments(new BatchEnvironment("e") { Variables = new Dictionary<string, string?> { ["X"] = "hush-5" } }).ExpandCells();

        var json = BatchReport.Create("secret", cells, []).ToJson();

        Assert.DoesNotContain("hush", json, StringComparison.Ordinal);
        Assert.Contains("PLAIN", json, StringComparison.Ordinal);
    }
}
