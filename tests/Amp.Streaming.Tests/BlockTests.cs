namespace Amp.Streaming.Tests;

public class BlockTests
{
    [Fact]
    public void Every_byte_at_every_place_is_classified_alike_by_every_width()
    {
        var random = new Random(7);
        var bytes = new byte[64];
        for (var round = 0; round < 64; round++)
        {
            random.NextBytes(bytes);
            for (var value = 0; value < 256; value++)
            {
                bytes[round] = (byte)value;
                Check<BlockScalar>(bytes);
                Check<Block128>(bytes);
                Check<Block256>(bytes);
                Check<Block512>(bytes);
            }
        }
    }

    [Theory]
    [InlineData(0x00)]
    [InlineData(0xFF)]
    [InlineData((byte)'"')]
    [InlineData((byte)'\\')]
    [InlineData(0x1F)]
    [InlineData(0x20)]
    [InlineData(0x7F)]
    [InlineData(0x80)]
    public void Sixty_four_times_the_same_byte(byte value)
    {
        var bytes = Enumerable.Repeat(value, 64).ToArray();
        Check<BlockScalar>(bytes);
        Check<Block128>(bytes);
        Check<Block256>(bytes);
        Check<Block512>(bytes);
    }

    [Fact]
    public void Escaped_characters_are_found_across_the_edges_of_blocks()
    {
        var random = new Random(11);
        for (var round = 0; round < 2000; round++)
        {
            var text = Enumerable.Range(0, 256).Select(_ => random.Next(3) > 0).ToArray();
            ulong carry = 0;
            var isEscaped = false;
            for (var block = 0; block < 4; block++)
            {
                var backslashes = Mask(i => text[(block * 64) + i]);
                ulong expected = 0;
                for (var i = 0; i < 64; i++)
                {
                    expected |= isEscaped ? 1UL << i : 0;
                    isEscaped = !isEscaped && text[(block * 64) + i];
                }

                Assert.Equal(expected, Scan<BlockScalar>.Escaped(backslashes, ref carry));
                Assert.Equal(isEscaped ? 1UL : 0, carry);
            }
        }
    }

    [Fact]
    public void The_default_is_the_widest_that_the_processor_has() => Assert.Equal(Reading.Scanners[0].GetType(), LineScanner.Default.GetType());

    private static void Check<TBlock>(byte[] bytes)
        where TBlock : struct, IByteBlock<TBlock>
    {
        if (!TBlock.IsSupported)
        {
            return;
        }

        var block = TBlock.Load(ref bytes[0]);
        Assert.Equal(Mask(i => bytes[i] == '"'), block.Quotes);
        Assert.Equal(Mask(i => bytes[i] == '\\'), block.Backslashes);
        Assert.Equal(Mask(i => bytes[i] < 0x20), block.Controls);
        Assert.Equal(Mask(i => bytes[i] >= 0x80), block.NonAscii);
        Assert.Equal(Mask(i => bytes[i] is (byte)'"' or (byte)'\\' or < 0x20), block.Stops);
        Assert.Equal(Mask(i => "\"\\/bfnrtu"u8.Contains(bytes[i])), block.Escapable);
        Assert.Equal(Mask(i => bytes[i] == 'u'), block.LettersU);
    }

    private static ulong Mask(Func<int, bool> isSet)
    {
        ulong mask = 0;
        for (var i = 0; i < 64; i++)
        {
            mask |= isSet(i) ? 1UL << i : 0;
        }

        return mask;
    }
}
