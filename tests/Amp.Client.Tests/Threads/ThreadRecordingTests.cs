using Amp.Streaming;

namespace Amp.Client.Tests.Threads;

/// <summary>Every thread that was recorded, beside what the CLI printed in the same run.</summary>
public sealed class ThreadRecordingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("amp-threads-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(RecordedThread.All), MemberType = typeof(RecordedThread))]
    public async Task A_thread_reads_back_as_the_stream_told_it(string name)
    {
        var recording = new RecordedThread(name);
        var id = recording.CopyTo(_folder);
        var thread = await Store().ReadAsync(id);

        Assert.NotNull(thread);
        Assert.Null(thread.Problem);
        Assert.Equal(id, thread.Info.Id);

        // CLI 0.0.1774569934 crashed in these two, and had kept only the beginning.
        if (thread.Info is { Version: 0, MessageCount: 0 })
        {
            Assert.Contains(Path.GetFileName(name), new[] { "perm_delegate_noread", "toolbox_noread_crash" });
            return;
        }

        var stream = await recording.ReadStreamAsync();
        var told = stream.Where(message => message.SessionId == id.Value && message is AssistantMessage { ParentToolUseId: null } or UserMessage { ParentToolUseId: null }).ToList();
        ThreadComparison.AssertAgrees(thread, told);
    }

    [Theory]
    [MemberData(nameof(RecordedThread.All), MemberType = typeof(RecordedThread))]
    public async Task A_listing_and_a_reading_message_by_message_say_the_same_as_the_whole(string name)
    {
        var id = new RecordedThread(name).CopyTo(_folder);
        var store = Store();

        var thread = await store.ReadAsync(id);
        var messages = await store.ReadMessagesAsync(id).ToListAsync();
        var listing = Assert.Single(await store.ListAsync().ToListAsync());

        Assert.Equal(thread!.Messages.Select(ThreadComparison.Describe), messages.Select(ThreadComparison.Describe));
        Assert.Null(listing.Problem);
        Assert.Equivalent(thread.Info, listing.Thread, strict: true);
        Assert.Equal(thread.Messages.SelectMany(message => message.Content).OfType<ToolUseBlock>().Count(), thread.Info.ToolCallCount);
        Assert.All(messages.SelectMany(message => message.ToolResults), result => Assert.NotNull(result.ToolName));
        Assert.All(messages, message => Assert.NotNull(message.Timestamp));
        Assert.Equal(messages.Select(message => message.Timestamp).Order(), messages.Select(message => message.Timestamp));
    }

    private AmpLocalThreadStore Store() => new(new() { Roots = [new(_folder, AmpThreadRootKind.Cli, "test")] });
}
