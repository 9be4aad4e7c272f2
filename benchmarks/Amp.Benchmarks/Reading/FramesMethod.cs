#if AMP_FRAMES
using Amp.Streaming;

#endif
namespace Amp.Benchmarks.Reading;

/// <summary>Ours: zero-copy views. Looks at the kind of every line and counts its blocks.</summary>
internal sealed class FramesMethod() : ReadMethod(ReadMethods.Frames, TallyDepth.Structure)
{
#if AMP_FRAMES
    private static readonly AmpStreamReaderOptions Options = new() { MaxLineBytes = 1 << 30 };

    public static bool IsAvailable => true;

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

    private static void Count(AmpFrameReader reader, ref Tally tally)
    {
        if (reader.Malformed is null)
        {
            var frame = reader.Current;
            tally.Messages++;
            tally.Blocks += frame.Kind is AmpFrameKind.User or AmpFrameKind.Assistant ? frame.BlockCount : 0;
        }
    }
#else
    public static bool IsAvailable => false;

    public override ValueTask<Tally> ReadAsync(Stream input) => throw new NotSupportedException("AmpFrameReader is not there yet.");
#endif
}
