using Amp.Client;
using Amp.Conformance.Tests.Matrix;
using Amp.Conformance.Tests.Sandboxes;
using Amp.Conformance.Tests.Skipping;

namespace Amp.Conformance.Tests;

/// <summary>What the CLI tells of threads and changes of them.</summary>
public sealed class ThreadCommandTests
{
    private static readonly AmpCommandOptions Soon = new() { Timeout = TimeSpan.FromSeconds(90) };

    [ConformanceTheory]
    [EachCli]
    public async Task A_thread_is_found_read_renamed_shared_archived_and_deleted(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        var word = $"needle{Guid.NewGuid():N}";
        var id = (await sandbox.Client.RunIterationAsync("@@tool " + word, Sandbox.AllowAll)).ThreadId!.Value;
        var threads = sandbox.Client.Commands.Threads;
        var offered = (await sandbox.Client.GetCliAsync()).Capabilities;

        var found = Assert.Single(await threads.SearchAsync(word, limit: 5, Soon));
        Assert.Equal((id, "A short title"), (found.Id, found.Title));
        Assert.Equal(cli == CliMatrix.January, found.UpdatedAt is null);
        Assert.Contains(await threads.ListAsync(options: Soon), thread => thread.Id == id);
        Assert.Contains(word, await threads.GetMarkdownAsync(id, Soon), StringComparison.Ordinal);

        await threads.RenameAsync(id, "Another title", Soon);
        Assert.Equal("Another title", Assert.Single(await threads.SearchAsync(word, options: Soon)).Title);
        await threads.ShareAsync(id, AmpVisibility.Public, Soon);
        await threads.ArchiveAsync(id, Soon);

        // How they tell the service differs between versions.
        var told = sandbox.Service.Requests.ServiceCallsFrom(sandbox.ApiKey).Select(call => call.Name + call.Parameters.GetRawText()).ToList();
        Assert.True(told.Exists(call => call.Contains("public_discoverable", StringComparison.Ordinal)), string.Join('\n', told));
        Assert.True(told.Exists(call => call.StartsWith("archiveThread", StringComparison.Ordinal) || call.Contains("\"archived\":true", StringComparison.Ordinal)), string.Join('\n', told));

        await OrLacksAsync(offered, "threads usage", async () => Assert.NotEmpty(await threads.GetUsageAsync(id, Soon)));
        await OrLacksAsync(offered, "threads label", () => threads.LabelAsync(id, ["one", "two"], Soon));
        await OrLacksAsync(offered, "threads export", async () =>
        {
            var told = await new AmpThreadCatalog(sandbox.Client).ReadAsync(id, Soon);
            Assert.Equal((AmpThreadOrigin.Cli, 4, "Another title"), (told.Origin, told.Value.Messages.Count, told.Value.Info.Title));
            Assert.Equal("hi\na.txt\n", Assert.Single(AmpTranscript.Of(told.Value).Entries.SelectMany(entry => entry.ToolCalls)).Output);
        });
        await OrLacksAsync(offered, "threads delete", async () =>
        {
            await threads.DeleteAsync(id, Soon);
            Assert.Empty(await threads.SearchAsync(word, options: Soon));
        });
        Assert.True(await sandbox.IsEmptyAsync());
    }

    [ConformanceTheory]
    [EachCli]
    public async Task A_new_thread_can_be_continued_and_the_catalog_has_it_once(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);

        var id = await sandbox.Client.Commands.Threads.CreateAsync(Soon);
        var result = await sandbox.Client.ContinueThreadAsync(id, "@@hello", Sandbox.AllowAll);
        var entry = Assert.Single(await new AmpThreadCatalog(sandbox.Client).ListAsync(command: Soon).ToListAsync(), entry => entry.Id == id);

        Assert.Equal(id, result.ThreadId);
        Assert.NotNull(entry.Cli);
        Assert.Equal(cli == CliMatrix.April, entry.File is null);
        Assert.Equal((2, cli == CliMatrix.April ? AmpThreadOrigin.Cli : AmpThreadOrigin.File), (entry.MessageCount!.Value.Value, entry.MessageCount.Value.Origin));
    }

    private static async Task OrLacksAsync(AmpCliCapabilities offered, string command, Func<Task> use)
    {
        if (offered.HasCommand(command))
        {
            await use();
        }
    }
}
