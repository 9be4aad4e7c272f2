using Amp.Streaming;

namespace Amp.Benchmarks.Reading;

/// <summary>Ours: zero-copy views. Looks at the kind of every line and counts its blocks.</summary>
internal sealed class FramesMethod() : ReadMethod(ReadMethods.Frames, TallyDepth.Structure)
{
    private static readonly AmpStreamReaderOptions Options = new() { MaxLineBytes = 1 << 30 };

    public override async ValueTask<Tally> ReadAsync(Stream input)
    {
        var tally = default(Tally);
        await using var reader = new AmpFrameReader(input, Options);
        while (await reader.ReadAsync())
        {
            do
            {
                Count(reader, ref tally);
            }
            while (reader.TryRead());
        }

        return tally;
    }

    /// <summary>What a reader allocates for a message once it is warm: it reads the lines twice, and the second time counts.</summary>
    public static async Task<double> SteadyAllocationAsync(byte[] lines)
    {
        await using var reader = new AmpFrameReader(new MemoryStream([.. lines, .. lines]), Options);
        var tally = default(Tally);
        while (reader.BytesRead < lines.Length && await reader.ReadAsync())
        {
            Count(reader, ref tally);
        }

        var messages = tally.Messages;
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        while (await reader.ReadAsync())
        {
            Count(reader, ref tally);
        }

        return (double)(GC.GetTotalAllocatedBytes(precise: true) - allocated) / Math.Max(1, tally.Messages - messages);
    }

    private static void Count(AmpFrameReader reader, ref Tally tally)
    {
        if (reader.Malformed is null)
        {
            var frame = reader.Current;
            tally.Messages++;
            tally.Blocks += frame.BlockCount;
        }
    }
}
