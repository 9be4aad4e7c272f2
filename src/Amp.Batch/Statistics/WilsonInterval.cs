namespace Amp.Batch.Statistics;

/// <summary>The score interval of a share.</summary>
/// <remarks>
/// <b>Source.</b> E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927) 209–212; recommended for small samples by Brown, Cai and DasGupta,
/// "Interval estimation for a binomial proportion", Statistical Science 16 (2001) 101–133. Without continuity correction.
/// </remarks>
internal static class WilsonInterval
{
    /// <returns>Null without runs.</returns>
    public static BatchInterval? Of(int successes, int runs, double confidence)
    {
        if (runs == 0)
        {
            return null;
        }

        var z = NormalDistribution.Quantile(1 - ((1 - confidence) / 2));
        double n = runs;
        var share = successes / n;
        var middle = share + (z * z / (2 * n));
        var half = z * Math.Sqrt((share * (1 - share) / n) + (z * z / (4 * n * n)));
        var scale = 1 + (z * z / n);
        // Exactly 0 and 1 at the ends, where rounding would leave 1e-17.
        return new(successes == 0 ? 0 : (middle - half) / scale, successes == runs ? 1 : (middle + half) / scale);
    }
}
