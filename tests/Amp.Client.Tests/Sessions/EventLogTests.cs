using System.Text;
using Amp.Client.Configuration;
using Amp.Client.Sessions.Journal;
using Amp.Streaming;

namespace Amp.Client.Tests.Sessions;

/// <summary>The log on disk: its numbers, its files, and what becomes of it when its host dies in the middle of a line.</summary>
public sealed class EventLogTests
{
    [Fact]
    public async Task A_log_that_is_cut_at_any_byte_loses_at_most_its_last_event_and_goes_on_with_its_number()
    {
        using var bench = new LogBench(segmentBytes: 1 << 20);
        var log = bench.Create();
        await log.AppendAsync(new AmpSessionCreatedEvent(new()));
        var whole = new List<long> { new FileInfo(bench.LastFile).Length };
        for (var i = 2; i <= 4; i++)
        {
            await log.AppendAsync(LogBench.Said(i, padding: 20));
            whole.Add(new FileInfo(bench.LastFile).Length);
        }

        log.Dispose();
        var (file, bytes) = (bench.LastFile, await File.ReadAllBytesAsync(bench.LastFile));
        for (var length = (int)whole[0]; length < bytes.Length; length++)
        {
            await File.WriteAllBytesAsync(file, bytes[..length]);
            var reopened = (await bench.ReopenAsync())!;
            var kept = whole.Count(end => end <= length);

            Assert.Equal(LogBench.Range(1, kept), await LogBench.NumbersAsync(reopened));
            Assert.Equal(kept + 1, (await reopened.AppendAsync(LogBench.Said(99))).SequenceNumber);
            Assert.Equal(LogBench.Range(1, kept + 1), await LogBench.NumbersAsync((await bench.ReopenAsync())!));
            reopened.Dispose();
        }
    }

    [Fact]
    public async Task A_log_of_which_not_one_event_is_whole_was_never_there()
    {
        using var bench = new LogBench();
        await bench.Create().AppendAsync(new AmpSessionCreatedEvent(new()));
        var (file, bytes) = (bench.LastFile, await File.ReadAllBytesAsync(bench.LastFile));
        for (var length = 0; length < bytes.Length; length += 7)
        {
            await File.WriteAllBytesAsync(file, bytes[..length]);
            Assert.Null(await bench.ReopenAsync());
            Assert.False(File.Exists(file) && length < 10);
        }
    }

    [Fact]
    public async Task A_file_that_was_just_being_begun_when_the_host_died_is_begun_again()
    {
        using var bench = new LogBench();
        var log = bench.Create();
        await log.AppendAsync(new AmpSessionCreatedEvent(new()));
        log.Dispose();
        await File.WriteAllTextAsync(JournalSegment.PathOf(bench.Folder, 2), "{\"state\":{\"sequ");

        var reopened = (await bench.ReopenAsync())!;

        Assert.Equal(2, (await reopened.AppendAsync(LogBench.Said(2))).SequenceNumber);
        Assert.Equal(LogBench.Range(1, 2), await LogBench.NumbersAsync(reopened));
    }

    [Fact]
    public async Task What_was_damaged_otherwise_is_put_aside_and_not_thrown_away()
    {
        using var bench = new LogBench(segmentBytes: 1 << 20);
        var log = bench.Create();
        await log.AppendAsync(new AmpSessionCreatedEvent(new()));
        await log.AppendAsync(LogBench.Said(2));
        await log.AppendAsync(LogBench.Said(3));
        log.Dispose();
        var text = await File.ReadAllTextAsync(bench.LastFile);
        await File.WriteAllTextAsync(bench.LastFile, text.Replace("\"seq\":2", "\"sex\":2", StringComparison.Ordinal));

        var reopened = (await bench.ReopenAsync())!;

        Assert.Equal(LogBench.Range(1, 1), await LogBench.NumbersAsync(reopened));
        Assert.Contains("\"seq\":3", await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(bench.Folder, "*.damaged"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Old_files_go_and_what_they_came_to_stays()
    {
        using var bench = new LogBench(segmentBytes: 4096, maxBytes: 16 * 1024);
        var log = bench.Create();
        await log.AppendAsync(new AmpSessionCreatedEvent(new() { Name = "kept" }));
        await log.AppendAsync(new AmpPromptQueuedEvent("waiting", "still to be asked"));
        var largest = 0L;
        for (var i = 3; i <= 500; i++)
        {
            await log.AppendAsync(LogBench.Said(i, padding: 100));
            largest = Math.Max(largest, new DirectoryInfo(bench.Folder).EnumerateFiles().Sum(file => file.Length));
        }

        Assert.InRange(largest, 8 * 1024, 17 * 1024);
        var reopened = (await bench.ReopenAsync())!;
        Assert.Equal((500, "kept", 498), (reopened.State.Sequence, reopened.State.Options.Name, reopened.State.Messages));
        Assert.Equal("still to be asked", Assert.Single(reopened.State.Queue).Prompt);
        Assert.Equal("T-01a1f7d9-5f62-7347-bfda-8e1b5a6655dd", reopened.State.Thread);

        var events = await LogBench.ReadAsync(reopened);
        var gone = Assert.IsType<AmpSessionResyncEvent>(events[0]).ResumeAfter;
        Assert.InRange(gone, 300, 499);
        Assert.Equal(LogBench.Range(gone + 1, 500), events.Skip(1).Select(happened => happened.SequenceNumber));
        Assert.Equal(LogBench.Range(gone + 1, 500), await LogBench.NumbersAsync(reopened, gone));
    }

    [Fact]
    public async Task Large_prompts_that_wait_do_not_give_each_event_a_file_of_its_own()
    {
        using var bench = new LogBench(segmentBytes: 4096);
        var log = bench.Create();
        await log.AppendAsync(new AmpSessionCreatedEvent(new()));
        await log.AppendAsync(new AmpPromptQueuedEvent("waiting", new string('x', 20_000)));
        for (var i = 3; i <= 20; i++)
        {
            await log.AppendAsync(LogBench.Said(i));
        }

        // Over a restart, too.
        var reopened = (await bench.ReopenAsync())!;
        for (var i = 21; i <= 40; i++)
        {
            await reopened.AppendAsync(LogBench.Said(i));
        }

        Assert.InRange(Directory.GetFiles(bench.Folder).Length, 3, 6);
        Assert.Equal(LogBench.Range(1, 40), await LogBench.NumbersAsync(reopened));
    }

    [Fact]
    public async Task Files_are_for_their_owner_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            return;   // there the folder of the user's data says so
        }

        using var bench = new LogBench(segmentBytes: 4096);
        var log = bench.Create();
        await log.AppendAsync(new AmpSessionCreatedEvent(new()));
        for (var i = 0; i < 50; i++)
        {
            await log.AppendAsync(LogBench.Said(i, padding: 100));
        }

        Assert.InRange(Directory.GetFiles(bench.Folder).Length, 2, 10);
        Assert.All(Directory.GetFiles(bench.Folder), file => Assert.False(PrivateFile.IsOpenToOthers(file)));
    }

    [Theory]
    [InlineData("""{"type":"assistant","message":{"type":"message","role":"assistant","content":[{"type":"text","text":"lone \ud800 nul \u0000 \u2028 😀"},{"type":"new_block","deep":{"a":[1,2.50,null]}}],"stop_reason":"end_turn","usage":{"input_tokens":11}},"parent_tool_use_id":null,"session_id":"T-01a1f7d9-5f62-7347-bfda-8e1b5a6655dd","new_field":1e5}""")]
    [InlineData("""{"type":"a_kind_of_tomorrow","what":["it",{"says":"\u00e9"}]}""")]
    public async Task A_message_of_the_stream_comes_back_byte_for_byte_whatever_is_in_it(string line)
    {
        using var bench = new LogBench();
        var log = bench.Create();
        await log.AppendAsync(new AmpSessionCreatedEvent(new()));
        var message = (await new AmpStreamReader(new MemoryStream(Encoding.UTF8.GetBytes(line))).ReadAllAsync().SingleAsync()).Message!;

        var written = await log.AppendAsync(new AmpTurnMessageEvent("m", message));
        var read = (await LogBench.ReadAsync(log, after: 1)).Single();

        Assert.EndsWith(",\"message\":" + Canonical(message) + "}", written.ToJson(), StringComparison.Ordinal);
        Assert.Equal(written.ToJson(), read.ToJson());
        Assert.Equal(message.GetType(), Assert.IsType<AmpTurnMessageEvent>(read).Message.GetType());
    }

    [Fact]
    public async Task Every_kind_of_event_comes_back_as_it_was()
    {
        AmpThreadId thread = "T-01a1f7d9-5f62-7347-bfda-8e1b5a6655dd";
        var options = new AmpSessionOptions { Name = "n \u2028 \" 😀", WorkingDirectory = "/w", Thread = thread, Mode = "smart", Model = "m", Thinking = true, DangerouslyAllowAll = true, TurnTimeout = TimeSpan.FromSeconds(90), WhenBusy = AmpBusyBehavior.Reject, Metadata = new Dictionary<string, string> { ["k"] = "v" } };
        AmpSessionEvent[] kinds =
        [
            new AmpSessionCreatedEvent(options),
            new AmpSessionUpdatedEvent(options),
            new AmpSessionRestartedEvent("a", "b") { Thread = thread },
            new AmpPromptQueuedEvent("m", "line\nand \"quote\"") { Priority = AmpPromptPriority.High },
            new AmpPromptRejectedEvent("m", "why"),
            new AmpTurnStartedEvent("m") { Thread = thread, Mode = "rush", Model = "x", WorkingDirectory = "/w", Environment = "e" },
            LogBench.Said(7),
            new AmpTurnEndedEvent("m", AmpTurnOutcome.Failed) { Thread = thread, ErrorKind = AmpErrorKind.RateLimited, Error = "slow", Duration = TimeSpan.FromMilliseconds(1.5), MalformedLines = 3 },
            new AmpSessionDeletedEvent(),
        ];
        var notWritten = new[] { typeof(AmpSessionResyncEvent), typeof(AmpUnknownSessionEvent) };
        Assert.Equal(
            typeof(AmpSessionEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(AmpSessionEvent))).Except(notWritten).Select(type => type.Name).Order(StringComparer.Ordinal),
            kinds.Select(kind => kind.GetType().Name).Order(StringComparer.Ordinal));
        using var bench = new LogBench(segmentBytes: 1 << 20);
        var log = bench.Create();
        foreach (var kind in kinds)
        {
            var written = await log.AppendAsync(kind);
            var read = (await LogBench.ReadAsync(log, written.SequenceNumber - 1)).Single();

            // A set member that does not come back, or comes back in another place, shows in the JSON; one that is never written shows here.
            Assert.Equal((written.GetType(), written.ToJson()), (read.GetType(), read.ToJson()));
            Assert.All(
                written.GetType().GetProperties().Where(property => property.Name is not ("Options" or "Message")),
                property => Assert.Equal(property.GetValue(written), property.GetValue(read)));
            if (read is AmpSessionCreatedEvent created)
            {
                Assert.All(
                    typeof(AmpSessionOptions).GetProperties().Where(property => property.Name is not "Metadata"),
                    property => Assert.Equal(property.GetValue(options), property.GetValue(created.Options)));
                Assert.Equal(options.Metadata, created.Options.Metadata);
            }
        }
    }

    [Theory]
    [InlineData("session.levitated", """ "height":3""")]
    [InlineData("message.complete", """ "turn":"m","outcome":"Transcended" """)]
    [InlineData("message.complete", """ "turn":"m","outcome":"completed","durationMs":1e300 """)]
    [InlineData("session.updated", """ "options":{"turnTimeoutMs":1e300} """)]
    public async Task An_event_of_a_later_version_is_kept_whole(string type, string rest)
    {
        using var bench = new LogBench();
        var log = bench.Create();
        await log.AppendAsync(new AmpSessionCreatedEvent(new()));
        log.Dispose();
        var line = $$"""{"seq":2,"at":"2027-01-02T03:04:05+00:00","session":"s","type":"{{type}}",{{rest}}}""";
        await File.AppendAllTextAsync(bench.LastFile, line + "\n");

        var reopened = (await bench.ReopenAsync())!;

        var read = Assert.IsType<AmpUnknownSessionEvent>((await LogBench.ReadAsync(reopened, after: 1)).Single());
        Assert.Equal((2, type, line), (read.SequenceNumber, read.Type, read.ToJson()));
        Assert.Equal(3, (await reopened.AppendAsync(LogBench.Said(3))).SequenceNumber);
    }

    [Fact]
    public async Task Secrets_are_taken_out_of_the_texts_of_a_message_and_nothing_else_is_touched()
    {
        using var bench = new LogBench();
        var log = bench.Create();
        await log.AppendAsync(new AmpSessionCreatedEvent(new()));
        var message = new AssistantMessage
        {
            SessionId = "T-01a1f7d9-5f62-7347-bfda-8e1b5a6655dd",
            Content = [new TextBlock("the key is se\"cr\\et-1."), new ToolUseBlock("id", "Bash", RawJson.Parse("""{"cmd": "echo se\"cr\\et-1", "n": 1.50}"""))],
        };

        await log.AppendAsync(new AmpTurnMessageEvent("m", message), text => text.Replace("se\"cr\\et-1", "[REDACTED]", StringComparison.Ordinal));

        var text = await File.ReadAllTextAsync(bench.LastFile);
        Assert.DoesNotContain("et-1", text, StringComparison.Ordinal);
        Assert.Contains("""{"type":"text","text":"the key is [REDACTED]."}""", text, StringComparison.Ordinal);
        Assert.Contains("""{"cmd": "echo [REDACTED]", "n": 1.50}""", text, StringComparison.Ordinal);
        Assert.Equal(2, (await LogBench.NumbersAsync(log))[^1]);
    }

    private static string Canonical(AmpMessage message)
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        AmpMessageWriter.Write(output, message);
        return Encoding.UTF8.GetString(output.WrittenSpan[..^1]);
    }
}
