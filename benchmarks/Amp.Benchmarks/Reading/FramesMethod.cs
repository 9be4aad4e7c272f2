namespace Amp.Benchmarks.Reading;

/// <summary>Ours: zero-copy views. Reads the kind of every line and counts its blocks.</summary>
internal sealed class FramesMethod() : ReadMethod(ReadMethods.Frames, TallyDepth.Structure)
{
    public static bool IsAvailable => false;

    public override ValueTask<Tally> ReadAsync(Stream input) => throw new NotSupportedException("AmpFrameReader is not there yet.");
}
