using System.Text;

namespace Amp.Streaming.Tests;

public class FrameTests
{
    [Fact]
    public async Task A_frame_shows_what_the_line_says()
    {
        await using var reader = new AmpFrameReader(new MemoryStream(RecordingFile.Of("0.0.1767830505", "task")));
        List<string> seen = [];
        while (await reader.ReadAsync())
        {
            var frame = reader.Current;
            seen.Add($"{frame.Kind} {frame.Subtype.ToString()}{frame.StopReason.ToString()} {frame.ParentToolUseId.GetString() ?? "-"} {frame.NumTurns} {frame.Usage.OutputTokens}");
            for (var i = 0; i < frame.BlockCount; i++)
            {
                var block = frame.GetBlock(i);
                seen.Add($"  {block.Kind} {block.GetText()} {block.ToolUseId.ToString()} {block.ToolName.ToString()} {Encoding.UTF8.GetString(block.Input)} {block.IsError}");
            }
        }

        Assert.Equal(
        [
            "System init - 0 ", "User  - 0 ", "  Text please @@task    ",
        ],
        seen.Take(3).Select(static s => s.Replace("-  ", "- 0 ", StringComparison.Ordinal)));
        Assert.Contains("  ToolUse  toolu_sub_bash_129 Bash {\"cmd\":\"echo from-sub\"} ", seen);
        Assert.Contains("Assistant end_turn toolu_task_1_126  20", seen);
        Assert.Contains("  ToolResult Sub result text. toolu_task_1_126   False", seen);
        Assert.Equal("Result success - 4 ", seen[^1]);
    }

    [Fact]
    public async Task A_frame_is_dead_after_the_next_read()
    {
        var line = """{"type":"user","message":{"content":[{"type":"text","text":"a\nb"}]},"session_id":"T-1"}""" + "\n";
        await using var reader = new AmpFrameReader(new MemoryStream(Reading.Utf8(line + line)));
        Assert.Throws<InvalidOperationException>(() => { _ = reader.Current; });
        Assert.True(await reader.ReadAsync());
        UseAfterTheNextRead(reader);
        Assert.False(await reader.ReadAsync());
        Assert.Throws<InvalidOperationException>(() => { _ = reader.Current; });
    }

    [Fact]
    public async Task A_frame_is_dead_after_its_reader()
    {
        var reader = new AmpFrameReader(new MemoryStream(Reading.Utf8("{\"type\":\"result\"}\n")));
        Assert.True(await reader.ReadAsync());
        var dispose = UseAfterDispose(reader, out var isDead);
        await dispose;
        Assert.True(isDead);
    }

    [Fact]
    public async Task Text_is_unescaped_into_a_buffer_of_the_callers()
    {
        var line = """{"type":"result","result":"a\nb\u00e9é🚀","error":"","session_id":5}""" + "\n";
        await using var reader = new AmpFrameReader(new MemoryStream(Reading.Utf8(line)));
        Assert.True(await reader.ReadAsync());
        var (copied, text, count, small) = Copy(reader.Current);
        Assert.True(copied);
        Assert.Equal("a\nbéé🚀", text);
        Assert.Equal(7, count);
        Assert.False(small);
        Assert.Null(reader.Current.SessionId.GetString());
        Assert.True(reader.Current.Error.HasValue);
        Assert.True(reader.Current.Type.Is("result"u8));
    }

    [Fact]
    public async Task Reading_frames_allocates_nothing_after_the_first()
    {
        var line = RecordingFile.Of("0.0.1767830505", "hello");
        var bytes = Enumerable.Repeat(line, 2000).SelectMany(static b => b).ToArray();
        await using var reader = new AmpFrameReader(new MemoryStream(bytes));
        for (var i = 0; i < 4000; i++)
        {
            Assert.True(await reader.ReadAsync());
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 4000; i++)
        {
            Assert.True(await reader.ReadAsync());
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 4000, 0, 16);
    }

    private static (bool Copied, string Text, int Count, bool Small) Copy(AmpFrame frame)
    {
        var target = new char[100];
        var copied = frame.Result.TryCopyTo(target, out var written);
        return (copied, new string(target, 0, written), frame.Result.CharCount, frame.Result.TryCopyTo(new char[6], out _));
    }

    private static void UseAfterTheNextRead(AmpFrameReader reader)
    {
        var frame = reader.Current;
        var block = frame.GetBlock(0);
        var text = block.Text;
        var session = frame.SessionId;
        Assert.Equal("a\nb", text.GetString());
        Assert.True(reader.TryRead());
        Assert.Equal("T-1", reader.Current.SessionId.GetString());
        AssertDead(frame, block, text, session);
    }

    private static ValueTask UseAfterDispose(AmpFrameReader reader, out bool isDead)
    {
        var frame = reader.Current;
        var dispose = reader.DisposeAsync();
        isDead = false;
        try
        {
            _ = frame.Kind;
        }
        catch (InvalidOperationException)
        {
            isDead = true;
        }

        return dispose;
    }

    private static void AssertDead(AmpFrame frame, AmpFrameBlock block, AmpFrameText text, AmpFrameText session)
    {
        var thrown = 0;
        try
        {
            _ = frame.Kind;
        }
        catch (InvalidOperationException)
        {
            thrown++;
        }

        try
        {
            _ = frame.Utf8;
        }
        catch (InvalidOperationException)
        {
            thrown++;
        }

        try
        {
            _ = block.Kind;
        }
        catch (InvalidOperationException)
        {
            thrown++;
        }

        try
        {
            _ = text.GetString();
        }
        catch (InvalidOperationException)
        {
            thrown++;
        }

        try
        {
            _ = session.Utf8;
        }
        catch (InvalidOperationException)
        {
            thrown++;
        }

        Assert.Equal(5, thrown);
    }
}
