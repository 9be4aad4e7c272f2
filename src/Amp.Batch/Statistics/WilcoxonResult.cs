namespace Amp.Batch.Statistics;

/// <summary>What the signed-rank test gave.</summary>
/// <param name="Count">Pairs with a difference.</param>
/// <param name="PositiveRankSum">The sum of the ranks of positive differences: R calls it V.</param>
/// <param name="PValue">Two-sided.</param>
/// <param name="IsExact">Whether it is exact, or the normal approximation.</param>
internal sealed record WilcoxonResult(int Count, double PositiveRankSum, double PValue, bool IsExact);
