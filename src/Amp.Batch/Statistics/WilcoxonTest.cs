namespace Amp.Batch.Statistics;

/// <summary>Wilcoxon's signed-rank test.</summary>
/// <remarks>
/// <para><b>Source.</b> F. Wilcoxon, "Individual comparisons by ranking methods", Biometrics Bulletin 1 (1945) 80–83; M. Hollander and D. A. Wolfe, "Nonparametric Statistical Methods", 2nd ed. (1999), section 3.1.</para>
/// <para>
/// Pairs without a difference are left out, as Wilcoxon does. Equal differences share the mean of their ranks. Up to 200 pairs the p-value is exact given those ranks: the distribution of the rank sum is built rank by rank. Beyond that it is
/// the normal approximation with the correction for ties and for continuity. Two-sided.
/// </para>
/// </remarks>
internal static class WilcoxonTest
{
    private const int MostExact = 200;

    /// <param name="differences">First minus second of each pair.</param>
    public static WilcoxonResult Of(IEnumerable<double> differences)
    {
        double[] nonZero = [.. differences.Where(static difference => difference != 0)];
        if (nonZero.Length == 0)
        {
            return new(0, 0, 1, IsExact: true);
        }

        Array.Sort(nonZero, static (a, b) => Math.Abs(a).CompareTo(Math.Abs(b)));
        var doubled = DoubledRanks(nonZero, out var tieTerm);
        var positive = 0;
        for (var i = 0; i < nonZero.Length; i++)
        {
            positive += nonZero[i] > 0 ? doubled[i] : 0;
        }

        var isExact = nonZero.Length <= MostExact;
        return new(nonZero.Length, positive / 2.0, isExact ? Exact(doubled, positive) : Approximate(nonZero.Length, positive / 2.0, tieTerm), isExact);
    }

    /// <summary>The ranks times two, so that the mean of two neighbours is whole.</summary>
    /// <param name="sorted">The differences, by size.</param>
    /// <param name="tieTerm">The sum of t³ − t over groups of t equal sizes.</param>
    private static int[] DoubledRanks(double[] sorted, out double tieTerm)
    {
        var ranks = new int[sorted.Length];
        tieTerm = 0;
        for (var start = 0; start < sorted.Length;)
        {
            var end = start + 1;
            while (end < sorted.Length && Math.Abs(sorted[end]) == Math.Abs(sorted[start]))
            {
                end++;
            }

            Array.Fill(ranks, start + 1 + end, start, end - start);
            var t = (double)(end - start);
            tieTerm += (t * t * t) - t;
            start = end;
        }

        return ranks;
    }

    private static double Exact(int[] doubled, int positive)
    {
        // After each rank: how likely each sum of positive ranks is, every sign being the toss of a coin. The distribution is symmetric, and only its smaller tail is wanted.
        var smaller = Math.Min(positive, doubled.Sum() - positive);
        var likely = new double[smaller + 1];
        likely[0] = 1;
        var reach = 0;
        foreach (var rank in doubled)
        {
            reach = Math.Min(reach + rank, smaller);
            for (var sum = reach; sum >= 0; sum--)
            {
                likely[sum] = 0.5 * (likely[sum] + (sum >= rank ? likely[sum - rank] : 0));
            }
        }

        var tail = 0.0;
        for (var sum = 0; sum <= smaller; sum++)
        {
            tail += likely[sum];
        }

        return Math.Min(1, 2 * tail);
    }

    private static double Approximate(double n, double positive, double tieTerm)
    {
        var mean = n * (n + 1) / 4;
        var variance = (n * (n + 1) * ((2 * n) + 1) / 24) - (tieTerm / 48);
        var distance = Math.Max(0, Math.Abs(positive - mean) - 0.5);
        return Math.Min(1, 2 * NormalDistribution.Below(-distance / Math.Sqrt(variance)));
    }
}
