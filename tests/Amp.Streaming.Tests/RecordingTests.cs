using System.Buffers;
using System.Text;

namespace Amp.Streaming.Tests;

public class RecordingTests
{
    [Theory]
    [MemberData(nameof(RecordingFile.All), MemberType = typeof(RecordingFile))]
    public async Task Both_readers_read_every_recording_alike_and_as_the_oracle_does(string path)
    {
        var bytes = new RecordingFile(path).Read();
        var expected = new List<string>();
        foreach (var line in Lines(bytes))
        {
            expected.Add(Reading.Oracle(line) is { } message ? Reading.Write(message) : "");
        }

        var typed = await Reading.TypedAsync(bytes);
        var frames = await Reading.FramesAsync(bytes);

        Assert.Equal(typed, frames);
        Assert.Equal(expected.Where(static e => e.Length > 0), typed.Where(static t => !t.StartsWith('#')));
        Assert.Equal(expected.Count(static e => e.Length == 0), typed.Count(static t => t.StartsWith('#')));
        Assert.DoesNotContain(typed, static t => t.StartsWith("UnknownMessage", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(RecordingFile.All), MemberType = typeof(RecordingFile))]
    public async Task Every_recorded_line_is_written_again_byte_for_byte(string path)
    {
        foreach (var line in Lines(new RecordingFile(path).Read()))
        {
            await using var reader = new AmpStreamReader(new MemoryStream(line));
            Assert.True(await reader.ReadAsync());
            if (reader.Current.Message is not { } message)
            {
                continue;
            }

            var output = new ArrayBufferWriter<byte>();
            AmpMessageWriter.Write(output, message);
            Assert.Equal(Encoding.UTF8.GetString(line), Encoding.UTF8.GetString(output.WrittenSpan[..^1]));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    public async Task A_recording_reads_the_same_however_it_is_cut(int chunk)
    {
        foreach (var scenario in new[] { "unicode", "parallel", "task", "bigout", "splitemoji" })
        {
            var bytes = RecordingFile.Of("0.0.1767830505", scenario);
            Assert.Equal(await Reading.TypedAsync(bytes), await Reading.TypedAsync(bytes, chunk));
            Assert.Equal(await Reading.TypedAsync(bytes), await Reading.FramesAsync(bytes, chunk));
        }
    }

    [Fact]
    public async Task Every_scanner_reads_the_recordings_alike()
    {
        foreach (var scenario in new[] { "unicode", "parallel", "task", "bigout", "mcp_image" })
        {
            var bytes = RecordingFile.Of("0.0.1767830505", scenario);
            var expected = await Reading.TypedAsync(bytes);
            foreach (var scanner in Reading.Scanners)
            {
                Assert.Equal(expected, await Reading.TypedAsync(bytes, 1000, scanner: scanner));
            }
        }
    }

    private static List<byte[]> Lines(byte[] bytes)
    {
        List<byte[]> lines = [];
        for (var start = 0; start < bytes.Length;)
        {
            var end = Array.IndexOf(bytes, (byte)'\n', start);
            end = end < 0 ? bytes.Length : end;
            if (end > start)
            {
                lines.Add(bytes[start..end]);
            }

            start = end + 1;
        }

        return lines;
    }
}
