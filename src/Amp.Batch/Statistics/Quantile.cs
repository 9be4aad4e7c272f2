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

        var (below, above, share) = PlaceOf(sorted.Length, probability);
        return Between(sorted[below], sorted[above], share);
    }

    /// <summary>Between which of the values a quantile lies, and how far from the one to the other.</summary>
    public static (int Below, int Above, double Share) PlaceOf(int count, double probability)
    {
        var place = (count - 1) * probability;
        var below = (int)Math.Floor(place);
        return (below, Math.Min(below + 1, count - 1), place - below);
    }

    public static double Between(double below, double above, double share) => below + (share * (above - below));
}
