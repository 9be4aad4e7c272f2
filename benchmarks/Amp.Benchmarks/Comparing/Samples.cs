namespace Amp.Benchmarks.Comparing;

/// <summary>Sums measurements up.</summary>
internal static class Samples
{
    /// <summary>The middle one; of an even number, the mean of the two in the middle.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>How many times as fast as another, measured in the same rounds: the median over rounds of the ratio of times.</summary>
    public static double Speedup(IReadOnlyList<double> times, IReadOnlyList<double> baseline) => Median(times.Zip(baseline, static (own, other) => other / own));

    /// <summary>Which part of another's time, measured in the same rounds: the median over rounds.</summary>
    public static double Share(IReadOnlyList<double> times, IReadOnlyList<double> baseline) => Median(times.Zip(baseline, static (own, other) => own / other));
}
