namespace Amp.Batch.Statistics;

/// <summary>Corrects p-values for their number.</summary>
/// <remarks><b>Source.</b> S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6 (1979) 65–70. What R's <c>p.adjust(p, "holm")</c> gives.</remarks>
internal static class HolmCorrection
{
    /// <returns>The corrected values, in the order of those that were given.</returns>
    public static double[] Adjust(IReadOnlyList<double> values)
    {
        int[] order = [.. Enumerable.Range(0, values.Count).OrderBy(i => values[i])];
        var adjusted = new double[values.Count];
        var largest = 0.0;
        for (var rank = 0; rank < order.Length; rank++)
        {
            largest = Math.Max(largest, Math.Min(1, (order.Length - rank) * values[order[rank]]));
            adjusted[order[rank]] = largest;
        }

        return adjusted;
    }
}
