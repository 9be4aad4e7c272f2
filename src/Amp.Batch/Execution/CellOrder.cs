using Amp.Batch.Statistics;

namespace Amp.Batch.Execution;

/// <summary>The order of the runs: repetition by repetition, so that a batch that is stopped has run each combination about as often as the others, and shuffled within, so that none always runs first.</summary>
internal static class CellOrder
{
    public static IReadOnlyList<BatchCell> Of(IEnumerable<BatchCell> cells, ulong seed)
    {
        var random = SplitMix64.For(seed, "order");
        var ordered = new List<BatchCell>();
        foreach (var repetition in cells.GroupBy(static cell => cell.Repetition).OrderBy(static group => group.Key))
        {
            foreach (var prompt in Shuffle(repetition.GroupBy(static cell => cell.Prompt.Id, StringComparer.Ordinal), random))
            {
                ordered.AddRange(Shuffle(prompt, random));
            }
        }

        return ordered;
    }

    // Fisher and Yates.
    private static T[] Shuffle<T>(IEnumerable<T> items, SplitMix64 random)
    {
        T[] shuffled = [.. items];
        for (var i = shuffled.Length - 1; i > 0; i--)
        {
            var other = random.Below(i + 1);
            (shuffled[i], shuffled[other]) = (shuffled[other], shuffled[i]);
        }

        return shuffled;
    }
}
