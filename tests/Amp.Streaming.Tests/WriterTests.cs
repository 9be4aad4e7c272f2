using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Amp.Streaming.Tests;

public class WriterTests
{
    [Theory]
    [InlineData("""{"session_id":null,"type":"user","message":{"content":[],"role":null,"x":null},"parent_tool_use_id":7}""")]
    [InlineData("""{"type":"user","message":{"content":[{"text":"a","type":"text","cache":null}]}}""")]
    [InlineData("""{"type":"assistant","message":{"content":[{"type":"tool_result","tool_use_id":"t","content":null,"is_error":null},{"type":"tool_result","tool_use_id":"t"},5,null]}}""")]
    [InlineData("""{"type":"assistant","message":{"content":[],"type":"other","role":"user","stop_reason":5,"usage":{"input_tokens":1.0,"max_tokens":null,"new":[1]},"model":"m","id":"i"},"parent_tool_use_id":"p","session_id":"s"}""")]
    [InlineData("""{"type":"result","duration_ms":1e3,"is_error":"no","num_turns":99999999999,"result":null,"error":{"a":1}}""")]
    [InlineData("""{"type":"result","is_error":false}""")]
    [InlineData("""{"type":"result"}""")]
    [InlineData("""{"type":"system","tools":["a",5],"mcp_servers":[{"name":"a","status":"b","why":null}],"cwd":null}""")]
    [InlineData("""{"type":"system"}""")]
    [InlineData("""{"type":"user","message":{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"aGk=","x":1}},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"aGk="},"y":2}]}}""")]
    [InlineData("""{"type":"user","message":{"role":"user","content":[{"type":"text","text":"\ud800 \udc00 \ud83d\ude80 \u2028 \u007f \u0000 \b\f\/"}]},"\ud800":1}""")]
    public async Task Any_line_is_written_again_as_the_same_json(string line)
    {
        await using var reader = new AmpStreamReader(new MemoryStream(Reading.Utf8(line)));
        Assert.True(await reader.ReadAsync());
        var written = Write(reader.Current.Message!);
        Assert.True(
            JsonElement.DeepEquals(JsonElement.Parse(Plain(line)), JsonElement.Parse(Plain(written))),
            $"{line}\n{written}");
    }

    [Theory]
    [InlineData("a\"b\\c/d", """a\"b\\c/d""")]
    [InlineData("\b\f\n\r\t\0\u001b\u001f", """\b\f\n\r\t\u0000\u001b\u001f""")]
    [InlineData("🚀\u2028\u007f\uFEFF\u00a0é", "🚀\u2028\u007f\uFEFF\u00a0é")]
    public void Strings_are_escaped_as_JSON_stringify_does(string text, string escaped) => Assert.Equal(
        $$"""{"type":"user","message":{"role":"user","content":[{"type":"text","text":"{{escaped}}"}]},"parent_tool_use_id":null}""",
        Write(new UserMessage { Content = [new TextBlock(text)] }));

    // Not inline data: an attribute cannot hold a lone surrogate.
    [Fact]
    public void Lone_surrogates_are_escaped_in_lower_case()
    {
        Strings_are_escaped_as_JSON_stringify_does("\ud800", """\ud800""");
        Strings_are_escaped_as_JSON_stringify_does("x\udfffy", """x\udfffy""");
        Strings_are_escaped_as_JSON_stringify_does("\udc00\ud800", """\udc00\ud800""");
    }

    [Fact]
    public void A_value_that_was_written_over_several_lines_comes_out_in_one() => Assert.Equal(
        """{"type":"later",  "a": "x" }""",
        Write(new UnknownMessage { Json = RawJson.Parse("{\"type\":\"later\",\n \"a\":\n\"x\"\n}") }));

    [Fact]
    public void An_input_line_has_the_form_that_the_cli_reads()
    {
        var output = new ArrayBufferWriter<byte>();
        AmpUserInput.Write(output, "hi \"you\"");
        AmpUserInput.Write(output, [new TextBlock("look"), new ImageBlock("image/png", "aGk=")]);
        Assert.Equal(
            """{"type":"user","message":{"role":"user","content":[{"type":"text","text":"hi \"you\""}]}}""" + "\n"
            + """{"type":"user","message":{"role":"user","content":[{"type":"text","text":"look"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"aGk="}}]}}""" + "\n",
            Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Fact]
    public void An_input_line_takes_text_and_images_only() => Assert.Throws<ArgumentException>(
        () => AmpUserInput.Write(new ArrayBufferWriter<byte>(), [new ThinkingBlock("no")]));

    private static string Write(AmpMessage message)
    {
        var output = new ArrayBufferWriter<byte>();
        AmpMessageWriter.Write(output, message);
        Assert.Equal((byte)'\n', output.WrittenSpan[^1]);
        return Encoding.UTF8.GetString(output.WrittenSpan[..^1]);
    }

    // The framework cannot compare strings with lone surrogates.
    private static string Plain(string json) => json.Replace("\\ud800", "D800", StringComparison.Ordinal).Replace("\\udc00", "DC00", StringComparison.Ordinal);
}
