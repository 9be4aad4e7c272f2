namespace Amp.Batch.Statistics;

/// <summary>Percentile bootstrap intervals of quantiles.</summary>
/// <remarks>
/// <para>
/// <b>Source.</b> B. Efron and R. J. Tibshirani, "An Introduction to the Bootstrap" (1993), chapter 13. The percentile interval and not BCa: BCa's acceleration comes from the jackknife, which
/// is inconsistent for quantiles (the same book, section 11.6).
/// </para>
/// <para>
/// No resample goes beyond the smallest and the largest value, and these hold the quantile p with a probability of 1 − p^n − (1−p)^n (H. A. David and H. N. Nagaraja, "Order Statistics", 2003,
/// section 7.1). Where that is less than the confidence, no interval is given: it would promise what it cannot hold.
/// </para>
/// </remarks>
internal static class Bootstrap
{
    public static bool CanHold(int count, double probability, double confidence) =>
        count > 0 && 1 - Math.Pow(probability, count) - Math.Pow(1 - probability, count) >= confidence;

    /// <param name="sorted">The values, the smallest first.</param>
    /// <param name="probabilities">Which quantiles.</param>
    /// <param name="confidence">Of the intervals.</param>
    /// <param name="resamples">How many times to draw.</param>
    /// <param name="random">Random numbers.</param>
    /// <returns>An interval for each quantile, or null where the sample is too small for one.</returns>
    public static BatchInterval?[] Intervals(ReadOnlySpan<double> sorted, IReadOnlyList<double> probabilities, double confidence, int resamples, SplitMix64 random)
    {
        var intervals = new BatchInterval?[probabilities.Count];
        int[] wanted = [.. Enumerable.Range(0, probabilities.Count)];
        var count = sorted.Length;
        wanted = [.. wanted.Where(i => CanHold(count, probabilities[i], confidence))];
        if (wanted.Length == 0)
        {
            return intervals;
        }

        var places = wanted.Select(i => Quantile.PlaceOf(count, probabilities[i])).ToArray();
        int[] ranks = [.. places.SelectMany(static place => new[] { place.Below, place.Above }).Distinct().Order()];
        var drawn = new double[wanted.Length][];
        for (var i = 0; i < drawn.Length; i++)
        {
            drawn[i] = new double[resamples];
        }

        var times = new int[count];
        var atRank = new double[count];
        for (var draw = 0; draw < resamples; draw++)
        {
            Draw(sorted, times, ranks, atRank, random);
            for (var i = 0; i < places.Length; i++)
            {
                drawn[i][draw] = Quantile.Between(atRank[places[i].Below], atRank[places[i].Above], places[i].Share);
            }
        }

        var tail = (1 - confidence) / 2;
        for (var i = 0; i < wanted.Length; i++)
        {
            Array.Sort(drawn[i]);
            intervals[wanted[i]] = new(Quantile.Of(drawn[i], tail)!.Value, Quantile.Of(drawn[i], 1 - tail)!.Value);
        }

        return intervals;
    }

    // Counting how often each value was drawn gives the resample in order without sorting it, and only some of its places are wanted.
    private static void Draw(ReadOnlySpan<double> sorted, int[] times, int[] ranks, double[] atRank, SplitMix64 random)
    {
        Array.Clear(times);
        for (var i = 0; i < sorted.Length; i++)
        {
            times[random.Below(sorted.Length)]++;
        }

        var (value, counted) = (0, times[0]);
        foreach (var rank in ranks)
        {
            while (counted <= rank)
            {
                counted += times[++value];
            }

            atRank[rank] = sorted[value];
        }
    }
}
