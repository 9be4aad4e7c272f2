namespace Amp.Batch;

/// <summary>A quantile of a metric.</summary>
/// <param name="Probability">Which: 0.5 is the median.</param>
/// <param name="Value">
/// Its value, by definition 7 of Hyndman and Fan (1996): linear between the order statistics, as <c>quantile()</c> of R, <c>PERCENTILE.INC</c> of Excel and NumPy's default give it.
/// </param>
/// <param name="Interval">
/// A percentile bootstrap interval; <see langword="null"/> when there are too few values for any interval between two of them to have the confidence that was asked for
/// (fewer than 6 for the median at 95 %).
/// </param>
public sealed record BatchQuantile(double Probability, double Value, BatchInterval? Interval);
