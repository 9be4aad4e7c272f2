namespace Amp.Batch.Statistics;

/// <summary>The exact sign test, which on pairs of successes and failures is McNemar's exact test.</summary>
/// <remarks>
/// <b>Source.</b> W. J. Conover, "Practical Nonparametric Statistics", 3rd ed. (1999), sections 3.4 and 3.5: under no difference, which side of an untied pair is larger is the toss of a coin.
/// Two-sided: twice the smaller tail, at most 1.
/// </remarks>
internal static class SignTest
{
    /// <param name="first">Pairs in which the first is larger.</param>
    /// <param name="second">Pairs in which the second is larger.</param>
    public static double PValue(int first, int second)
    {
        var n = first + second;
        return Math.Min(1, 2 * AtMost(Math.Min(first, second), n));
    }

    /// <summary>The smallest p-value that this many pairs can show: all of them speak for one side.</summary>
    public static double SmallestPValue(int pairs) => pairs == 0 ? 1 : Math.Min(1, Math.Pow(2, 1.0 - pairs));

    /// <summary>How likely at most k heads are in n tosses.</summary>
    private static double AtMost(int k, int n)
    {
        // In logarithms, because 0.5^n underflows from n = 1075 on.
        var logarithm = -n * Math.Log(2);
        var sum = 0.0;
        for (var i = 0; i <= k; i++)
        {
            sum += Math.Exp(logarithm);
            logarithm += Math.Log((double)(n - i) / (i + 1));
        }

        return Math.Min(1, sum);
    }
}
