using System.Globalization;
using System.Text;
using Xunit.Abstractions;

namespace Amp.Streaming.Tests;

/// <summary>Mutated lines: the scanner must accept what <c>Utf8JsonReader</c> and <c>Utf8.IsValid</c> accept, and read the same out of it.</summary>
/// <remarks>
/// A test run takes 20,000 mutants. To take more:
/// <c>AMP_FUZZ_MUTANTS=500000 dotnet test tests/Amp.Streaming.Tests --filter DifferentialFuzz</c>; AMP_FUZZ_SEED picks others.
/// </remarks>
public class DifferentialFuzzTests(ITestOutputHelper log)
{
    private static readonly byte[][] Pieces =
    [
        .. new[]
        {
            "\\", "\"", "{", "}", "[", "]", ",", ":", " ", "\t", "\r", "\0", "\u001f", "\\u", "\\ud800", "\\u00e9", "\\x", "\\/", "\\\\", "\\\"", "null", "true", "-0", "1e5", "01", "1.", ".5", "-",
            "é", "日本", "🚀", "\u2028", "\uFEFF", "\"type\":", "\"type\":\"result\",", "\"message\":{},", "\"message\":null,", "\"content\":[],", "\"usage\":{\"x\":1},", "\"session_id\":null,", "\"t\\u0079pe\":\"user\",",
            "{\"type\":\"text\",\"text\":\"x\"},", "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"a\",\"data\":\"b\"}},", "[[[[", "12345678901234567890",
        }.Select(Reading.Utf8),
        [0x80], [0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x80],
    ];

    [Fact]
    public void DifferentialFuzz_agrees_with_the_framework_on_every_path()
    {
        var count = Setting("AMP_FUZZ_MUTANTS", 20_000);
        var random = new Random(Setting("AMP_FUZZ_SEED", 20261120));
        var seeds = Seeds();
        var index = new LineIndex();
        var factory = new MessageFactory();
        var (accepted, typed) = (0, 0);
        for (var i = 0; i < count; i++)
        {
            var mutant = Mutate(random, seeds[random.Next(seeds.Count)]);
            var expected = Reading.Oracle(mutant);
            accepted += expected is null ? 0 : 1;
            typed += expected is null or UnknownMessage ? 0 : 1;

            // With and without memory beyond the line, at odd places: the end of a buffer is where mistakes hide.
            var start = random.Next(3);
            byte[] buffer = [.. new byte[start], .. mutant, (byte)'\n', .. random.Next(2) == 0 ? Array.Empty<byte>() : new byte[70]];
            foreach (var scanner in Reading.Scanners)
            {
                var message = Read(scanner, buffer, start, index, factory);
                if ((expected is null) != (message is null) || (expected is not null && Reading.Write(expected) != Reading.Write(message!)))
                {
                    Assert.Fail($"Mutant {i} of {scanner.GetType()}\n{Encoding.Latin1.GetString(mutant)}\nexpected {(expected is null ? "reject" : Reading.Write(expected))}\ngot      {(message is null ? "reject" : Reading.Write(message))}");
                }
            }
        }

        log.WriteLine($"{count} mutants, {accepted} accepted, {typed} of them of a known kind, {Reading.Scanners.Count} scanners");
        Assert.InRange(accepted, count / 20, count * 19 / 20);
    }

    private static AmpMessage? Read(LineScanner scanner, byte[] buffer, int start, LineIndex index, MessageFactory factory)
    {
        var pos = start;
        while (buffer[pos] is (byte)' ' or (byte)'\t' or (byte)'\r')
        {
            pos++;
        }

        var end = scanner.Scan(buffer, pos, index);
        return end >= 0 && !index.HasInvalidUtf8 && buffer.AsSpan(end).TrimStart(" \t\r"u8)[0] == '\n' ? factory.Create(buffer, index) : null;
    }

    private static byte[] Mutate(Random random, byte[] seed)
    {
        List<byte> bytes = [.. seed];
        for (var edits = random.Next(0, 4); edits > 0; edits--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 5), bytes.Count - at - 1));
                    break;
                case 3:
                    var from = random.Next(bytes.Count);
                    bytes.InsertRange(at, bytes.GetRange(from, Math.Min(random.Next(1, 80), bytes.Count - from)));
                    break;
                default:
                    bytes.InsertRange(at, Pieces[random.Next(Pieces.Length)]);
                    break;
            }
        }

        bytes.RemoveAll(static b => b == '\n');
        return [.. bytes];
    }

    private static List<byte[]> Seeds()
    {
        List<byte[]> seeds = [];
        foreach (var scenario in new[] { "hello", "tool", "parallel", "task", "unicode", "fail", "e500", "redacted", "thinkingflag", "mcp_stdio" })
        {
            foreach (var line in Encoding.UTF8.GetString(RecordingFile.Of("0.0.1767830505", scenario)).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                if (line.Length < 4000)
                {
                    seeds.Add(Reading.Utf8(line));
                }
            }
        }

        seeds.AddRange(new[]
        {
            """{"session_id":"T-1","parent_tool_use_id":"toolu_1","message":{"content":[{"text":"a\nb","type":"text"}],"role":"user"},"type":"user"}""",
            """{"type":"assistant","message":{"id":"m","type":"message","role":"assistant","model":"x","content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"aGk="}}],"stop_reason":null,"usage":null},"session_id":"T-2"}""",
            """{"type":"result","subtype":"success","duration_ms":1.5,"is_error":null,"num_turns":99999999999,"result":"\ud800\udc00\ud800","error":null}""",
            """{"type":"result","subtype":"success","duration_ms":-0,"is_error":false,"num_turns":0,"result":""}""",
            """ [ 1 , -2.5e+10 , "x" , [ ] , { } , true , false , null ] """,
            """{"type":"user","message":{"role":"user","content":[{"type":"text","text":" """ + new string('\\', 130) + "n" + new string('a', 70) + "é\"}]}}",
        }.Select(Reading.Utf8));
        return seeds;
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
