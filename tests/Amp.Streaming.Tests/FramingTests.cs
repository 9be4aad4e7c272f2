using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace Amp.Streaming.Tests;

public class FramingTests
{
    private const string Short = """{"type":"later","n":1}""";

    private static readonly AmpStreamReaderOptions Limited = new() { MaxLineBytes = 1024 };

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    [InlineData(int.MaxValue)]
    public async Task A_line_of_the_limit_is_read_and_one_byte_more_is_not(int chunk)
    {
        foreach (var lineBreak in new[] { "\n", "\r\n" })
        {
            var fits = LineOf(1024);
            var tooLong = LineOf(1025);
            var text = fits + lineBreak + tooLong + lineBreak + Short + lineBreak + LineOf(5000) + lineBreak + Short + lineBreak + LineOf(2000);
            var b = lineBreak.Length;
            var expected = new[]
            {
                "UnknownMessage None " + fits,
                $"#2 at {1024 + b} long 1025: TooLong, recovered 0",
                "UnknownMessage None " + Short,
                $"#4 at {1024 + 1025 + 22 + (3 * b)} long 5000: TooLong, recovered 0",
                "UnknownMessage None " + Short,
                $"#6 at {1024 + 1025 + 22 + 5000 + 22 + (5 * b)} long 2000: TooLong, recovered 0",
            };

            Assert.Equal(expected, await Reading.TypedAsync(text, chunk, Limited));
            Assert.Equal(expected, await Reading.FramesAsync(Reading.Utf8(text), chunk, Limited));
        }
    }

    [Fact]
    public async Task A_line_that_never_ends_is_read_in_constant_memory()
    {
        var bytes = new byte[20_000_000];
        bytes.AsSpan().Fill((byte)'x');
        await using var reader = new AmpStreamReader(new ChunkedStream(bytes, 4096), Limited);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.True(await reader.ReadAsync());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4_000_000);
        Assert.Equal((MalformedLineReason.TooLong, 20_000_000L), (reader.Current.Malformed!.Reason, reader.Current.Malformed.Length));
        Assert.False(await reader.ReadAsync());
    }

    [Fact]
    public async Task A_cancelled_read_loses_nothing()
    {
        var pipe = new Pipe();
        await using var reader = new AmpStreamReader(pipe.Reader);
        await pipe.Writer.WriteAsync(Reading.Utf8(Short + "\n" + Short[..10]));
        Assert.True(await reader.ReadAsync());

        using var cancellation = new CancellationTokenSource();
        var pending = reader.ReadAsync(cancellation.Token).AsTask();
        Assert.False(pending.IsCompleted);
        await cancellation.CancelAsync();
        var thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
        Assert.Equal(cancellation.Token, thrown.CancellationToken);
        Assert.Null(reader.Current.Message);

        await pipe.Writer.WriteAsync(Reading.Utf8(Short[10..] + "\n"));
        await pipe.Writer.CompleteAsync();
        Assert.True(await reader.ReadAsync());
        Assert.Equal("UnknownMessage None " + Short, Reading.Show(reader.Current));
        Assert.False(await reader.ReadAsync());
        Assert.Equal((2L, 46L), (reader.LinesRead, reader.BytesRead));
    }

    [Fact]
    public async Task A_pipe_that_is_told_to_stop_waiting_keeps_what_it_brought()
    {
        var pipe = new Pipe();
        await using var reader = new AmpStreamReader(pipe.Reader);
        await pipe.Writer.WriteAsync(Reading.Utf8(Short + "\n" + Short + "\n"));
        pipe.Reader.CancelPendingRead();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await reader.ReadAsync());
        await pipe.Writer.CompleteAsync();
        Assert.True(await reader.ReadAsync());
        Assert.True(await reader.ReadAsync());
        Assert.False(await reader.ReadAsync());
    }

    [Fact]
    public async Task A_token_that_is_already_cancelled_throws_and_takes_nothing()
    {
        await using var reader = new AmpFrameReader(new MemoryStream(Reading.Utf8(Short + "\n" + Short + "\n")));
        Assert.True(await reader.ReadAsync());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await reader.ReadAsync(new CancellationToken(true)));
        Assert.True(await reader.ReadAsync());
        Assert.False(await reader.ReadAsync());
    }

    [Fact]
    public async Task A_line_is_delivered_as_soon_as_its_line_break_arrives()
    {
        var pipe = new Pipe();
        await using var reader = new AmpFrameReader(pipe.Reader);
        Assert.False(reader.TryRead());
        await pipe.Writer.WriteAsync(Reading.Utf8(Short));
        Assert.False(reader.TryRead());
        await pipe.Writer.WriteAsync("\n"u8.ToArray());
        Assert.True(reader.TryRead());
        Assert.Equal(Short, Encoding.UTF8.GetString(reader.Current.Utf8));
        Assert.False(reader.TryRead());
        await pipe.Writer.WriteAsync(Reading.Utf8(Short));
        await pipe.Writer.CompleteAsync();
        Assert.True(reader.TryRead());
        Assert.False(reader.TryRead());
        Assert.False(await reader.ReadAsync());
    }

    [Fact]
    public async Task A_pipe_of_many_segments_is_read_whole()
    {
        var text = string.Concat(Enumerable.Range(0, 500).Select(static i => $$"""{"type":"later","n":{{i}}}""" + "\n"));
        var pipe = new Pipe(new PipeOptions(minimumSegmentSize: 64, pauseWriterThreshold: 0));
        foreach (var part in Reading.Utf8(text).Chunk(100))
        {
            part.CopyTo(pipe.Writer.GetSpan(part.Length));
            pipe.Writer.Advance(part.Length);
        }

        await pipe.Writer.CompleteAsync();
        await using var reader = new AmpStreamReader(pipe.Reader);
        for (var i = 0; i < 500; i++)
        {
            Assert.True(await reader.ReadAsync());
            Assert.Equal($$"""UnknownMessage None {"type":"later","n":{{i}}}""", Reading.Show(reader.Current));
        }

        Assert.False(await reader.ReadAsync());
    }

    [Fact]
    public async Task A_reader_that_throws_can_read_on()
    {
        var text = $"{Short}\nplain\n{Short}{Short}\n";
        await using var reader = new AmpStreamReader(new MemoryStream(Reading.Utf8(text)), new() { MalformedLines = MalformedLinePolicy.Throw });
        Assert.True(await reader.ReadAsync());
        var plain = await Assert.ThrowsAsync<MalformedLineException>(async () => await reader.ReadAsync());
        Assert.Equal((2L, MalformedLineReason.NotJson), (plain.Line.LineNumber, plain.Line.Reason));
        var several = await Assert.ThrowsAsync<MalformedLineException>(async () => await reader.ReadAsync());
        Assert.Equal(2, several.Line.RecoveredMessages);
        Assert.True(await reader.ReadAsync());
        Assert.True(await reader.ReadAsync());
        Assert.False(await reader.ReadAsync());
    }

    private static string LineOf(int length) => $$"""{"type":"later","x":"{{new string('y', length - 23)}}"}""";
}
