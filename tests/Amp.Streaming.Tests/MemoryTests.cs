namespace Amp.Streaming.Tests;

/// <summary>Looks at the memory of the whole process, so nothing else may run beside it.</summary>
[Collection(nameof(MemoryTests))]
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
public class MemoryTests
{
    [Fact]
    public async Task A_huge_line_in_small_pieces_takes_at_most_two_and_a_half_times_its_size()
    {
        const int Size = 40_000_000;
        var bytes = Reading.Utf8($$"""{"type":"result","result":"{{new string('x', Size)}}"}""" + "\n");
        await using var reader = new AmpFrameReader(new ChunkedStream(bytes, 4096));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        Assert.True(await reader.ReadAsync());
        Assert.Equal(Size, reader.Current.Result.Utf8.Length);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, 0, (long)(2.5 * Size));
    }
}
