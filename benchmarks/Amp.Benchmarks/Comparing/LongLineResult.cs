namespace Amp.Benchmarks.Comparing;

/// <summary>What a method needed for one long line.</summary>
/// <param name="HalfMilliseconds">The time for 50 MB.</param>
/// <param name="FullMilliseconds">The time for 100 MB.</param>
/// <param name="PeakMegabytes">How far the process's peak of resident memory rose with 100 MB.</param>
internal sealed record LongLineResult(double HalfMilliseconds, double FullMilliseconds, double PeakMegabytes)
{
    /// <summary>The length of the longer line, in MB.</summary>
    public const int FullMegabytes = 100;

    public static LongLineResult None { get; } = new(double.NaN, double.NaN, double.NaN);

    /// <summary>2 when the time is linear in the length.</summary>
    public double Growth => FullMilliseconds / HalfMilliseconds;

    public double PeakOfLine => PeakMegabytes / FullMegabytes;
}
