using System.Text.Unicode;

namespace Amp.Streaming.Tests;

public class Utf8CheckTests
{
    // Every kind of sequence there is, right and wrong: complete, cut, overlong, surrogate, too large, stray continuation.
    private static readonly byte[][] Sequences =
    [
        "a"u8.ToArray(), "é"u8.ToArray(), "日"u8.ToArray(), "😀"u8.ToArray(), "\u0080"u8.ToArray(), "\u07FF"u8.ToArray(), "\u0800"u8.ToArray(), "\uD7FF"u8.ToArray(),
        "\uE000"u8.ToArray(), "\uFFFF"u8.ToArray(), [0xF0, 0x90, 0x80, 0x80], [0xF4, 0x8F, 0xBF, 0xBF],
        [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC2], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF], [0xE1, 0x80], [0xE1], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF],
        [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x8F, 0xBF, 0xBF], [0xF1, 0x80, 0x80], [0xF1, 0x80], [0xF1], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xF8], [0xFF],
    ];

    [Fact]
    public void Every_width_finds_what_the_framework_finds()
    {
        var random = new Random(3);
        var (valid, invalid) = (0, 0);
        for (var round = 0; round < 20_000; round++)
        {
            // Three bytes before and some ASCII after, as a string has quotes around it.
            var text = new List<byte> { (byte)'x', (byte)'x', (byte)'"' };
            while (text.Count < 60)
            {
                text.AddRange(random.Next(12) == 0 ? Sequences[random.Next(Sequences.Length)] : Sequences[random.Next(12)]);
            }

            var bytes = text.Concat(Enumerable.Repeat((byte)'"', 64)).ToArray();
            var isValid = Utf8.IsValid(bytes);
            _ = isValid ? valid++ : invalid++;
            Check<BlockScalar>(bytes, isValid);
            Check<Block128>(bytes, isValid);
            Check<Block256>(bytes, isValid);
            Check<Block512>(bytes, isValid);
        }

        Assert.True(valid > 1000 && invalid > 1000, $"{valid} valid, {invalid} invalid");
    }

    [Fact]
    public void A_string_is_right_or_wrong_wherever_it_stands_in_blocks_and_buffer()
    {
        foreach (var sequence in Sequences)
        {
            for (var before = 0; before < 130; before++)
            {
                // As a key at the very beginning of the buffer, and at its very end.
                byte[] line = [.. "{\""u8, .. Enumerable.Repeat((byte)'k', before), .. sequence, .. "v\":1}\n"u8];
                var isValid = Utf8.IsValid(line);
                foreach (var scanner in Reading.Scanners)
                {
                    var index = new LineIndex();
                    Assert.True(scanner.Scan(line, 0, index) > 0);
                    Assert.True(index.HasInvalidUtf8 == !isValid, $"{scanner.GetType()}: {Convert.ToHexString(sequence)} after {before}");

                    byte[] longer = [.. line, .. new byte[100]];
                    scanner.Scan(longer, 0, index);
                    Assert.True(index.HasInvalidUtf8 == !isValid, $"{scanner.GetType()}: {Convert.ToHexString(sequence)} after {before}, with memory behind it");
                }
            }
        }
    }

    private static void Check<TBlock>(byte[] bytes, bool isValid)
        where TBlock : struct, IByteBlock<TBlock>
    {
        if (TBlock.IsSupported)
        {
            Assert.True(TBlock.Utf8Errors(ref bytes[3]) == 0 == isValid, $"{typeof(TBlock)}: {Convert.ToHexString(bytes)} is {(isValid ? "valid" : "invalid")}");
        }
    }
}
