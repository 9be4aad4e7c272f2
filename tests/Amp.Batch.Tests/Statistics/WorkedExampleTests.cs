using Amp.Batch.Statistics;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace Amp.Batch.Tests.Statistics;

/// <summary>Examples that others published, and a library that others wrote.</summary>
public sealed class WorkedExampleTests
{
    // R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998) 857–872, table I, method 3.
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void The_Wilson_interval_is_that_of_Newcombe(int successes, int runs, double low, double high)
    {
        var interval = WilsonInterval.Of(successes, runs, 0.95)!;

        Assert.Equal(low, interval.Low, 4);
        Assert.Equal(high, interval.High, 4);
    }

    // M. J. Wichura, Applied Statistics 37 (1988): the test values of AS 241.
    [Theory]
    [InlineData(0.25, -0.6744897501960817)]
    [InlineData(0.001, -3.090232306167814)]
    [InlineData(1e-20, -9.262340089798408)]
    public void The_normal_quantile_is_that_of_Wichura(double probability, double expected) =>
        Assert.Equal(expected, NormalDistribution.Quantile(probability), 12);

    [Theory]
    [InlineData(-37.5)]
    [InlineData(-8)]
    [InlineData(-1.96)]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(7.5)]
    public void The_normal_distribution_is_that_of_another_library(double x) => Assert.Equal(Normal.CDF(0, 1, x), NormalDistribution.Below(x), 13);

    // M. P. Fay, "Exact McNemar's test and matching confidence intervals" (vignette of R's exact2x2): b = 2, c = 9, p-value = 0.06543.
    // J. H. Zar, "Biostatistical Analysis", 4th ed. (1999), the sign test of the deer's legs: 8 to 2, p = 0.10938.
    [Theory]
    [InlineData(2, 9, 0.06543)]
    [InlineData(8, 2, 0.10938)]
    [InlineData(0, 0, 1)]
    [InlineData(5, 5, 1)]
    [InlineData(0, 6, 0.03125)]
    public void The_exact_sign_test_is_that_of_the_textbooks(int first, int second, double p) => Assert.Equal(p, SignTest.PValue(first, second), 5);

    [Fact]
    public void The_exact_sign_test_holds_where_half_to_the_power_of_n_is_zero()
    {
        var expected = 2 * Binomial.CDF(0.5, 2_000, 900);

        Assert.Equal(1, SignTest.PValue(900, 1_100) / expected, 6);
    }

    // M. Hollander and D. A. Wolfe, "Nonparametric Statistical Methods" (1973), p. 29 f., as in R's help of wilcox.test: V = 40, one-sided p = 0.01953.
    [Fact]
    public void The_signed_rank_test_is_that_of_Hollander_and_Wolfe()
    {
        double[] before = [1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30];
        double[] after = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];

        var result = WilcoxonTest.Of(before.Zip(after, static (x, y) => x - y));

        Assert.Equal(40, result.PositiveRankSum);
        Assert.Equal(2 * 0.01953, result.PValue, 4);
    }

    // C. Darwin's maize, as in the help of SciPy's wilcoxon: statistic 24, p = 0.041259765625.
    [Fact]
    public void The_signed_rank_test_is_that_of_SciPy()
    {
        var result = WilcoxonTest.Of([6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75]);

        Assert.Equal((15.0 * 16 / 2) - 24, result.PositiveRankSum);
        Assert.Equal(0.041259765625, result.PValue, 12);
    }

    // R. Lowry, "Concepts and Applications of Inferential Statistics", as in Wikipedia's "Wilcoxon signed-rank test": ten pairs, one without a difference, ties; W = 9.
    [Fact]
    public void The_signed_rank_test_handles_ties_and_zeros_as_Lowry_does()
    {
        double[] differences = [15, -7, 5, 20, 0, -9, 17, -12, 5, -10];

        var result = WilcoxonTest.Of(differences);

        Assert.Equal(9, result.Count);
        Assert.Equal(27, result.PositiveRankSum);   // 27 − 18 = 9
        Assert.Equal(EveryAssignmentOfSigns(differences), result.PValue, 12);
    }

    [Fact]
    public void The_signed_rank_test_of_many_pairs_is_the_approximation_of_the_textbooks()
    {
        var random = new Random(3);
        double[] differences = [.. Enumerable.Range(0, 400).Select(_ => (double)random.Next(-8, 12))];
        double[] nonZero = [.. differences.Where(static difference => difference != 0)];
        double n = nonZero.Length;
        var ranks = nonZero.Select(Math.Abs).Ranks(RankDefinition.Average);
        var positive = nonZero.Zip(ranks).Where(static pair => pair.First > 0).Sum(static pair => pair.Second);
        var ties = nonZero.GroupBy(Math.Abs).Sum(static group => Math.Pow(group.Count(), 3) - group.Count());
        var z = (Math.Abs(positive - (n * (n + 1) / 4)) - 0.5) / Math.Sqrt((n * (n + 1) * ((2 * n) + 1) / 24) - (ties / 48));

        var result = WilcoxonTest.Of(differences);

        Assert.False(result.IsExact);
        Assert.Equal(positive, result.PositiveRankSum);
        Assert.Equal(2 * Normal.CDF(0, 1, -z), result.PValue, 12);
    }

    [Fact]
    public void All_ties_are_no_difference()
    {
        var result = WilcoxonTest.Of([0, 0, 0]);

        Assert.Equal((0, 1.0), (result.Count, result.PValue));
    }

    // Wikipedia, "Holm–Bonferroni method", example: 0.01, 0.04, 0.03, 0.005.
    [Fact]
    public void Holm_corrects_as_in_the_example() => Assert.Equal([0.03, 0.06, 0.06, 0.02], HolmCorrection.Adjust([0.01, 0.04, 0.03, 0.005]).Select(static p => Math.Round(p, 10)));

    // Chen et al. (2021): of all ways to take k of n runs, the share with at least one success.
    [Theory]
    [InlineData(5, 2, 3)]
    [InlineData(10, 1, 5)]
    [InlineData(10, 0, 5)]
    [InlineData(6, 6, 1)]
    [InlineData(12, 3, 10)]
    public void Pass_at_k_is_the_share_of_all_choices(int runs, int successes, int k)
    {
        var all = Enumerable.Range(0, 1 << runs).Where(choice => int.PopCount(choice) == k).ToList();
        var passing = all.Count(choice => (choice & ((1 << successes) - 1)) != 0);

        Assert.Equal((double)passing / all.Count, PassAtK.Of(runs, successes, k)!.Value, 12);
    }

    [Fact]
    public void Pass_at_k_is_not_known_with_fewer_runs() => Assert.Null(PassAtK.Of(4, 4, 5));

    [Fact]
    public void Quantiles_are_those_of_definition_7()
    {
        var random = new Random(11);
        for (var size = 1; size < 30; size++)
        {
            double[] values = [.. Enumerable.Range(0, size).Select(_ => random.NextDouble() * 100).Order()];
            foreach (var probability in new[] { 0, 0.1, 0.25, 0.5, 0.9, 1 })
            {
                Assert.Equal(values.QuantileCustom(probability, QuantileDefinition.R7), Quantile.Of(values, probability)!.Value, 10);
            }
        }

        Assert.Null(Quantile.Of([], 0.5));
    }

    // B. Efron, "Bootstrap methods: another look at the jackknife", Annals of Statistics 7 (1979), section 3: the exact distribution of the median of 13 values is .0015 at the second,
    // .0142 at the third, .0550 at the fourth, and the same from above. So 2.5 % are reached at the fourth value, and 97.5 % at the tenth.
    [Fact]
    public void The_bootstrap_of_a_median_is_that_of_Efron()
    {
        double[] values = [.. Enumerable.Range(1, 13)];

        var interval = Bootstrap.Intervals(values, [0.5], 0.95, 20_000, new SplitMix64(5))[0];

        Assert.Equal(new BatchInterval(4, 10), interval);
        Assert.Equal(0.0550, Below(4) - Below(3), 3);
        Assert.Equal(0.0157, Below(3), 4);

        // The median of 13 draws is at most the k-th value when at least 7 of them are.
        static double Below(int k) => 1 - Binomial.CDF(k / 13.0, 13, 6);
    }

    [Fact]
    public void The_bootstrap_is_that_of_its_definition_to_the_last_bit()
    {
        var source = new Random(4);
        double[] probabilities = [0.1, 0.25, 0.5, 0.9];
        foreach (var count in new[] { 6, 29, 30, 101 })
        {
            double[] values = [.. Enumerable.Range(0, count).Select(_ => Math.Round(source.NextDouble() * 20, 1)).Order()];

            var intervals = Bootstrap.Intervals(values, probabilities, 0.95, 500, new SplitMix64(9));

            var random = new SplitMix64(9);
            double[][] resamples = [.. Enumerable.Range(0, 500).Select(_ => Enumerable.Range(0, count).Select(_ => values[random.Below(count)]).Order().ToArray())];
            for (var i = 0; i < probabilities.Length; i++)
            {
                double[] drawn = [.. resamples.Select(resample => Quantile.Of(resample, probabilities[i])!.Value).Order()];
                var expected = new BatchInterval(Quantile.Of(drawn, (1 - 0.95) / 2)!.Value, Quantile.Of(drawn, 1 - ((1 - 0.95) / 2))!.Value);
                Assert.Equal(Bootstrap.CanHold(count, probabilities[i], 0.95) ? expected : null, intervals[i]);
            }
        }
    }

    // As doubles 0.3 − 0.2 is less than 0.2 − 0.1, and 0.1 + 0.2 is more than 0.3.
    [Fact]
    public void Differences_that_are_the_same_to_people_share_their_ranks()
    {
        ValuePair[] pairs = [new(0.3, 0.2), new(0.1, 0.2), new(0.2, 0.1), new(0.1 + 0.2, 0.3), new(1.7, 1.3), new(5e15, 3), new(3e-12, 1e-12)];

        Assert.Equal([0.1, -0.1, 0.1, 0, 0.4, 5e15 - 3, 3e-12 - 1e-12], pairs.Select(static pair => pair.Difference));
        Assert.Equal(4, WilcoxonTest.Of(pairs.Take(3).Select(static pair => pair.Difference)).PositiveRankSum);
    }

    [Theory]
    [InlineData(5, 0.5, false)]
    [InlineData(6, 0.5, true)]
    [InlineData(28, 0.9, false)]
    [InlineData(29, 0.9, true)]
    [InlineData(0, 0.5, false)]
    public void There_is_no_interval_where_none_could_hold(int count, double probability, bool expected) => Assert.Equal(expected, Bootstrap.CanHold(count, probability, 0.95));

    // S. Vigna's splitmix64.c with seed 1234567.
    [Fact]
    public void The_random_numbers_are_those_of_the_reference()
    {
        var random = new SplitMix64(1234567);

        Assert.Equal([6457827717110365317UL, 3203168211198807973UL, 9817491932198370423UL], [random.Next(), random.Next(), random.Next()]);
    }

    private static double EveryAssignmentOfSigns(double[] differences)
    {
        double[] nonZero = [.. differences.Where(static difference => difference != 0)];
        var ranks = nonZero.Select(Math.Abs).Ranks(RankDefinition.Average);
        var middle = ranks.Sum() / 2;
        var seen = Math.Abs(nonZero.Zip(ranks).Where(static pair => pair.First > 0).Sum(static pair => pair.Second) - middle);
        var extreme = Enumerable.Range(0, 1 << nonZero.Length).Count(signs => Math.Abs(ranks.Where((_, i) => (signs & (1 << i)) != 0).Sum() - middle) >= seen - 1e-9);
        return extreme / Math.Pow(2, nonZero.Length);
    }
}
