namespace Amp.Streaming.Tests;

public class StructureTests
{
    [Theory]
    [InlineData("""{"type":"result","type":"user","result":"a","result":"b","message":{"content":[{"type":"text","text":"1","text":"2"}],"content":[]},"message":{"role":"user","content":[{"text":"3","type":"text"}]},"parent_tool_use_id":null}""",
        """UserMessage None {"type":"user","message":{"role":"user","content":[{"type":"text","text":"3"}]},"parent_tool_use_id":null,"result":"a","result":"b"}""")]
    [InlineData("""{"message":{"role":"user","content":[]},"type":"user","message":5}""", """UnknownMessage None {"message":{"role":"user","content":[]},"type":"user","message":5}""")]
    public async Task Of_a_field_that_occurs_twice_the_last_counts(string line, string expected)
    {
        Assert.Equal([expected], await Reading.TypedAsync(line));
        Assert.Equal(expected, Reading.Write(Reading.Oracle(Reading.Utf8(line))!));
    }

    [Theory]
    [InlineData("""{"type":"assistant","message":{"content":[],"usage":{"input_tokens":1},"model":"m"},"message":{"content":[]}}""", "m\"")]
    [InlineData("""{"type":"assistant","message":{"content":[],"usage":{"input_tokens":777},"usage":{"output_tokens":2}}}""", "777")]
    [InlineData("""{"type":"assistant","message":{"content":[{"type":"text","text":"first"}],"content":[]}}""", "first")]
    [InlineData("""{"type":"user","message":{"content":[],"x":"first"},"message":{"content":[]}}""", "first")]
    public async Task Nothing_of_an_earlier_object_of_the_same_name_stays(string line, string earlier)
    {
        var read = Assert.Single(await Reading.TypedAsync(line));
        Assert.DoesNotContain(earlier, read, StringComparison.Ordinal);
        Assert.Equal(Reading.Write(Reading.Oracle(Reading.Utf8(line))!), read);
    }

    [Fact]
    public async Task Escaped_names_and_words_are_understood()
    {
        var line = """{"t\u0079pe":"\u0075ser","message":{"ro\u006ce":"user","content":[{"type":"te\u0078t","\u0074ext":"x"}]},"parent_tool_use_id":null}""";
        Assert.Equal(["""UserMessage None {"type":"user","message":{"role":"user","content":[{"type":"text","text":"x"}]},"parent_tool_use_id":null}"""], await Reading.TypedAsync(line));
    }

    [Fact]
    public async Task A_message_of_too_many_blocks_is_kept_whole_but_not_taken_apart()
    {
        var line = """{"type":"user","message":{"content":[""" + string.Join(',', Enumerable.Repeat("{}", JsonLimits.MaxBlocks + 1)) + "]}}";
        Assert.Equal(["UnknownMessage None " + line], await Reading.TypedAsync(line));
    }

    [Fact]
    public async Task Short_strings_that_come_again_are_made_once()
    {
        var bytes = RecordingFile.Of("0.0.1767830505", "tool");
        await using var reader = new AmpStreamReader(new MemoryStream(bytes));
        List<AmpMessage> messages = [];
        while (await reader.ReadAsync())
        {
            messages.Add(reader.Current.Message!);
        }

        Assert.All(messages, m => Assert.Same(messages[0].SessionId, m.SessionId));
        var call = messages.OfType<AssistantMessage>().SelectMany(static m => m.Content).OfType<ToolUseBlock>().Single();
        var answer = messages.OfType<UserMessage>().SelectMany(static m => m.Content).OfType<ToolResultBlock>().Single();
        Assert.Same(call.Id, answer.ToolUseId);
    }
}
