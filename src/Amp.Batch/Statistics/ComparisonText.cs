using System.Globalization;

namespace Amp.Batch.Statistics;

/// <summary>Says in a sentence what a comparison comes to.</summary>
internal static class ComparisonText
{
    public static string Explain(BatchPairedComparison comparison, int familySize, double level)
    {
        if (comparison.Pairs == 0)
        {
            return "No pair has both values: nothing can be compared.";
        }

        var pairs = Counted(comparison.Pairs, "pair");
        var corrected = familySize > 1 ? $", corrected for {familySize} comparisons" : "";
        return comparison.Verdict switch
        {
            BatchVerdict.TooFewPairs =>
                $"Too few to tell: {pairs} cannot show a p-value below {P(comparison.SmallestPossiblePValue)}{corrected switch { "" => "", _ => $", and with {familySize} comparisons it would have to be {P(level / familySize)} or less" }}. "
                + $"At least {NeededPairs(level / familySize)} pairs are needed, all for one side.",
            BatchVerdict.Different =>
                $"The {(comparison.Difference > 0 || comparison.FirstLarger > comparison.SecondLarger ? "first" : "second")} has more: p = {P(comparison.AdjustedPValue)}{corrected}, {pairs}, {comparison.FirstLarger} to {comparison.SecondLarger}.",
            _ => $"No difference shown: p = {P(comparison.AdjustedPValue)}{corrected}, {pairs}, {comparison.FirstLarger} to {comparison.SecondLarger}, {comparison.Ties} the same. That is no proof that there is none.",
        };
    }

    /// <summary>How many pairs it takes to reach a level when all of them speak for one side.</summary>
    public static int NeededPairs(double level)
    {
        var pairs = 1;
        while (SignTest.SmallestPValue(pairs) > level + 1e-12)
        {
            pairs++;
        }

        return pairs;
    }

    public static string P(double? value) => value switch
    {
        null => "unknown",
        < 0.0001 => "less than 0.0001",
        { } p => p.ToString("0.####", CultureInfo.InvariantCulture),
    };

    public static string Counted(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
