namespace Amp.Benchmarks.Comparing;

/// <summary>What a method needed for one long line.</summary>
/// <param name="HalfMilliseconds">The time for 50 MB.</param>
/// <param name="FullMilliseconds">The time for 100 MB.</param>
/// <param name="Growth">The time for 100 MB as a multiple of that for 50 MB: 2 when it is linear in the length. The median over rounds.</param>
/// <param name="PeakMegabytes">How far the process's peak of resident memory rose with 100 MB.</param>
internal sealed record LongLineResult(double HalfMilliseconds, double FullMilliseconds, double Growth, double PeakMegabytes)
{
    /// <summary>The length of the longer line, in MB.</summary>
    public const int FullMegabytes = 100;

    public static LongLineResult None { get; } = new(double.NaN, double.NaN, double.NaN, double.NaN);

    public double PeakOfLine => PeakMegabytes / FullMegabytes;
}
