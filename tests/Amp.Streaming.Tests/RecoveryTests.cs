using System.Text;

namespace Amp.Streaming.Tests;

public class RecoveryTests
{
    private const string One = """{"type":"user","message":{"role":"user","content":[{"type":"text","text":"one"}]},"parent_tool_use_id":null,"session_id":"T-1"}""";
    private const string Two = """{"type":"result","subtype":"success","duration_ms":1,"is_error":false,"num_turns":1,"result":"two","session_id":"T-1"}""";
    private const string Three = """{"type":"assistant","message":{"type":"message","role":"assistant","content":[],"stop_reason":"end_turn"},"parent_tool_use_id":null,"session_id":"T-1"}""";

    private static readonly string ReadOne = $"UserMessage None {One}";
    private static readonly string ReadTwo = $"ResultMessage None {Two}";
    private static readonly string ReadThree = $"AssistantMessage None {Three}";

    [Fact]
    public Task A_line_cut_before_a_good_one_is_truncated_and_the_good_one_read() => Expect(
        $"{One}\n{One[..^9]}\n{Two}\n",
        ReadOne, $"#2 at {One.Length + 1} long {One.Length - 9}: Truncated, recovered 0", ReadTwo);

    [Fact]
    public Task A_line_cut_at_the_end_of_the_stream_is_truncated() => Expect(
        $"{One}\n{Two[..50]}", ReadOne, $"#2 at {One.Length + 1} long 50: Truncated, recovered 0");

    [Fact]
    public Task A_last_line_without_a_line_break_is_read() => Expect($"{One}\n{Two}", ReadOne, ReadTwo);

    [Fact]
    public Task Windows_line_breaks_and_blank_lines_are_passed_over() => Expect($"{One}\r\n\r\n  \t\n{Two}\r\n", ReadOne, ReadTwo);

    [Fact]
    public Task Blank_lines_count_in_the_number_and_the_place_of_a_line() => Expect(
        $"\n\r\n  \n{One}\n\nplain\n\nlast", ReadOne, $"#6 at {One.Length + 8} long 5: NotJson, recovered 0", $"#8 at {One.Length + 15} long 4: NotJson, recovered 0");

    [Theory]
    [InlineData("plain text")]
    [InlineData("\u001b[31mred\u001b[0m")]
    [InlineData("42")]
    [InlineData("\"x\"")]
    [InlineData("null")]
    [InlineData("he said {\"type\":\"nothing\"}")]
    public Task Plain_text_between_messages_is_reported_as_such(string junk) => Expect(
        $"{One}\n{junk}\n{Two}\n", ReadOne, $"#2 at {One.Length + 1} long {Encoding.UTF8.GetByteCount(junk)}: NotJson, recovered 0", ReadTwo);

    [Theory]
    [InlineData("{not json}")]
    [InlineData("[INFO] starting")]
    [InlineData("{\"type\":\"user\"} trailing")]
    [InlineData("{\"type\":\"user\",}")]
    [InlineData("{\"a\":\"\\x\"}")]
    [InlineData("{\"a\":\"nul \0 inside\"}")]
    public Task What_begins_like_json_and_is_none_is_invalid(string junk) => Expect(
        $"{One}\n{junk}\n{Two}\n", ReadOne, $"#2 at {One.Length + 1} long {junk.Length}: InvalidJson, recovered 0", ReadTwo);

    [Fact]
    public Task Several_objects_on_a_line_are_all_read() => Expect(
        $"{One}{Two} {{}}\n{Three}\n",
        $"#1 at 0 long {One.Length + Two.Length + 3}: MultipleValues, recovered 3", ReadOne, ReadTwo, "UnknownMessage None {}", ReadThree);

    [Fact]
    public Task Several_objects_of_which_the_last_is_cut_give_the_whole_ones() => Expect(
        $"{One}{Two[..20]}\n{Three}\n", $"#1 at 0 long {One.Length + 20}: Truncated, recovered 1", ReadOne, ReadThree);

    [Fact]
    public Task A_byte_order_mark_is_stripped_at_the_start_and_before_any_line() => Expect(
        $"\uFEFF{One}\n\uFEFF{Two}\n",
        $"#1 at 0 long {One.Length + 3}: ByteOrderMark, recovered 1", ReadOne,
        $"#2 at {One.Length + 4} long {Two.Length + 3}: ByteOrderMark, recovered 1", ReadTwo);

    [Fact]
    public Task Nuls_around_an_object_are_stripped() => Expect(
        $"\0\0{One}\n{Two}\0\n\0\0\n",
        $"#1 at 0 long {One.Length + 2}: NulBytes, recovered 1", ReadOne,
        $"#2 at {One.Length + 3} long {Two.Length + 1}: NulBytes, recovered 1", ReadTwo,
        $"#3 at {One.Length + Two.Length + 5} long 2: NulBytes, recovered 0");

    [Fact]
    public async Task Bytes_that_are_not_utf8_are_replaced_and_reported()
    {
        byte[] bytes = [.. Reading.Utf8(One[..^60]), 0xFF, 0xE2, 0x80, .. Reading.Utf8(One[^60..]), (byte)'\n', .. Reading.Utf8(Two), (byte)'\n'];
        var expected = new[]
        {
            $"#1 at 0 long {One.Length + 3}: InvalidUtf8, recovered 1",
            $"UserMessage None {One[..^60]}\uFFFD\uFFFD{One[^60..]}",
            ReadTwo,
        };

        Assert.Equal(expected, await Reading.TypedAsync(bytes));
        Assert.Equal(expected, await Reading.FramesAsync(bytes));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(45)]
    [InlineData(75)]
    public Task An_object_broken_over_two_lines_is_put_together(int at) => Expect(
        $"{Two}\n{One[..at]}\r\n{One[at..]}\n{Three}\n",
        ReadTwo, $"#2 at {Two.Length + 1} long {One.Length}: SplitValue, recovered 1", ReadOne, ReadThree);

    [Fact]
    public Task Halves_that_do_not_fit_are_both_reported() => Expect(
        $"{One[..40]}\nnonsense\n{Two}\n",
        "#1 at 0 long 40: Truncated, recovered 0", "#2 at 41 long 8: NotJson, recovered 0", ReadTwo);

    [Fact]
    public Task The_second_half_may_itself_be_a_beginning() => Expect(
        $"{One[..40]}\n{Two[..50]}\n{Two[50..]}\n{Three}\n",
        "#1 at 0 long 40: Truncated, recovered 0", $"#2 at 41 long {Two.Length}: SplitValue, recovered 1", ReadTwo, ReadThree);

    [Theory]
    [InlineData("\u001b[2K", "")]
    [InlineData("warning: x ", "")]
    [InlineData("{oops} ", "")]
    [InlineData("", " done.")]
    [InlineData("\u001b[1m", "\u001b[0m")]
    [InlineData("progress 50%\r", "")]
    public Task A_message_in_other_text_is_found(string before, string after) => Expect(
        $"{before}{One}{after}\n{Two}\n",
        $"#1 at 0 long {before.Length + One.Length + after.Length}: SurroundingText, recovered 1", ReadOne, ReadTwo);

    [Fact]
    public Task Text_that_quotes_a_message_does_not_become_one() => Expect(
        $"the line {One} was odd\n{Two}\n", $"#1 at 0 long {One.Length + 17}: NotJson, recovered 0", ReadTwo);

    [Fact]
    public Task Nesting_beyond_the_limit_is_reported_and_at_the_limit_read() => Expect(
        $$"""{"a":{{new string('[', 1000)}}{{new string(']', 1000)}}}""" + "\n" + $$"""{"a":{{new string('[', 999)}}{{new string(']', 999)}}}""" + "\n" + One + "\n",
        "#1 at 0 long 2006: TooDeep, recovered 0",
        $$"""UnknownMessage None {"a":{{new string('[', 999)}}{{new string(']', 999)}}}""",
        ReadOne);

    [Theory]
    [InlineData("""{"no":"type"}""")]
    [InlineData("""{"type":7}""")]
    [InlineData("""{"type":"later_kind","x":[1]}""")]
    [InlineData("""["x"]""")]
    [InlineData("""{"type":"user","message":"odd"}""")]
    public Task Valid_json_of_another_shape_is_unknown_not_malformed(string line) => Expect($"{line}\n{One}\n", $"UnknownMessage None {line}", ReadOne);

    [Fact]
    public Task A_lone_surrogate_is_kept() => Expect(WithText("\\ud800x") + "\n", "UserMessage None " + WithText("\\ud800x"));

    [Fact]
    public Task Unicode_line_separators_are_text() => Expect(WithText("a\u2028b\u0085c") + "\n", "UserMessage None " + WithText("a\u2028b\u0085c"));

    [Fact]
    public async Task A_line_of_broken_beginnings_costs_bounded_work()
    {
        var junk = "x " + string.Concat(Enumerable.Repeat("{\"type\":\"user\",\"message\":{\"a\":[", 20_000));
        var scanner = new CountingScanner();
        var items = await Reading.TypedAsync(Reading.Utf8($"{junk}\n{One}\n"), scanner: scanner);
        Assert.Equal([$"#1 at 0 long {junk.Length}: NotJson, recovered 0", ReadOne], items);
        Assert.InRange(scanner.Scans, 2, 20);
    }

    private static string WithText(string text) => One.Replace("\"one\"", $"\"{text}\"", StringComparison.Ordinal);

    private static async Task Expect(string stream, params string[] expected)
    {
        foreach (var chunk in new[] { int.MaxValue, 1, 7, 4096 })
        {
            var bytes = Reading.Utf8(stream);
            Assert.Equal(expected, await Reading.TypedAsync(bytes, chunk));
            Assert.Equal(expected, await Reading.FramesAsync(bytes, chunk));
        }
    }
}
