namespace Amp.Batch.Statistics;

/// <summary>How likely it is that one of k runs succeeds.</summary>
/// <remarks><b>Source.</b> M. Chen et al., "Evaluating large language models trained on code", arXiv:2107.03374 (2021), section 2.1 and figure 3: 1 − C(n−c, k) / C(n, k), as a product.</remarks>
internal static class PassAtK
{
    /// <returns>Null when there are fewer runs than k.</returns>
    public static double? Of(int runs, int successes, int k)
    {
        if (runs < k)
        {
            return null;
        }

        if (runs - successes < k)
        {
            return 1;
        }

        var allFail = 1.0;
        for (var i = runs - successes + 1; i <= runs; i++)
        {
            allFail *= 1 - ((double)k / i);
        }

        return 1 - allFail;
    }
}
