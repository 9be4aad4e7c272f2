namespace Amp.Batch.Statistics;

/// <summary>Quantiles of a sample.</summary>
/// <remarks><b>Source.</b> R. J. Hyndman and Y. Fan, "Sample quantiles in statistical packages", The American Statistician 50 (1996) 361–365, definition 7: R's default.</remarks>
internal static class Quantile
{
    /// <param name="sorted">The values, the smallest first.</param>
    /// <param name="probability">From 0 to 1.</param>
    /// <returns>Null without values.</returns>
    public static double? Of(ReadOnlySpan<double> sorted, double probability)
    {
        if (sorted.IsEmpty)
        {
            return null;
        }

        var place = (sorted.Length - 1) * probability;
        var below = (int)Math.Floor(place);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}
