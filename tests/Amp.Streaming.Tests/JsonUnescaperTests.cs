using System.Text;
using System.Text.Json;
using Amp.Streaming.Tests.Oracle;

namespace Amp.Streaming.Tests;

public class JsonUnescaperTests
{
    private static readonly string[] Pieces =
        ["a", "plain text ", "\\n", "\\\\", "\\\"", "\\/", "\\b\\f\\r\\t", "\\u0041", "\\u00e9", "\\ud83d\\ude80", "\\ud800", "\\udc00", "é", "日本語", "🚀", "nbfrtu", "\\\\u0041", "0123456789012345678901234567890123456789012345678901234567890123"];

    [Fact]
    public void Both_paths_read_what_the_oracle_reads()
    {
        var random = new Random(3);
        for (var round = 0; round < 4000; round++)
        {
            var escaped = string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            var expected = OracleText.Of(JsonElement.Parse($"\"{escaped}\""));
            var source = Encoding.UTF8.GetBytes(escaped);

            // Exactly as large as needed, and with room to spare.
            var target = new char[expected.Length + (random.Next(2) * 100)];
            Assert.Equal(expected, new string(target, 0, JsonUnescaper.UnescapePortably(source, target)));
            if (CompressingUnescaper.IsSupported)
            {
                Array.Clear(target);
                Assert.Equal(expected, new string(target, 0, CompressingUnescaper.Unescape(source, target)));
            }

            Assert.Equal(expected, JsonText.OfEscaped(source));
        }
    }
}
