using System.Globalization;

namespace Amp.Streaming.Tests;

/// <summary>Random streams of good and bad lines: whatever happens, it happens alike in both readers and however the stream is cut.</summary>
public class StreamFuzzTests
{
    private const string Good = """{"type":"result","subtype":"success","result":"número NNN","session_id":"T-1"}""";

    private static readonly string[] Bad =
    [
        "", "\r", " ", "\0", "\uFEFF", "plain", "\u001b[31m", "{", "}", "[", "{}", "[1]", "42", "{\"type\":\"user\"", "{\"type\":\"", ",\"result\":\"x\"}", "\"}", "{\"a\":\"",
        "\\", Good[..30], Good[30..], Good + Good, Good + "x", "x" + Good, Good[..40] + "\0", new string('[', 1200), new string('y', 1500), Good[..20] + new string('z', 1100),
    ];

    [Fact]
    public async Task Every_stream_reads_alike_in_both_readers_and_in_all_pieces()
    {
        var random = new Random(5);
        var options = new AmpStreamReaderOptions { MaxLineBytes = 1024 };
        for (var round = 0; round < 150; round++)
        {
            var (stream, good) = Stream(random);
            var expected = await Reading.TypedAsync(stream, options: options);
            foreach (var chunk in new[] { 1, random.Next(2, 90), random.Next(90, 3000) })
            {
                Assert.Equal(expected, await Reading.TypedAsync(stream, chunk, options));
                Assert.Equal(expected, await Reading.FramesAsync(stream, chunk, options, Reading.Scanners[random.Next(Reading.Scanners.Count)]));
            }

            // A good message on a line of its own is never lost, and never twice, whatever stands around it.
            Assert.Equal(good, expected.Where(static e => e.Contains("número #", StringComparison.Ordinal)).Select(static e => e.Split('#')[1].Split('"')[0]));
        }
    }

    private static (byte[] Bytes, List<string> Good) Stream(Random random)
    {
        List<byte> bytes = [];
        List<string> good = [];
        for (var line = random.Next(1, 12); line > 0; line--)
        {
            if (random.Next(2) == 0)
            {
                var number = good.Count.ToString(CultureInfo.InvariantCulture);
                good.Add(number);
                bytes.AddRange(Reading.Utf8(Good.Replace("NNN", "#" + number, StringComparison.Ordinal)));
            }
            else
            {
                for (var parts = random.Next(1, 3); parts > 0; parts--)
                {
                    bytes.AddRange(Reading.Utf8(Bad[random.Next(Bad.Length)]));
                    if (random.Next(8) == 0)
                    {
                        bytes.Add((byte)random.Next(0x80, 0x100));
                    }
                }
            }

            if (line > 1 || random.Next(2) == 0)
            {
                bytes.AddRange(random.Next(4) == 0 ? "\r\n"u8 : "\n"u8);
            }
        }

        return ([.. bytes], good);
    }
}
