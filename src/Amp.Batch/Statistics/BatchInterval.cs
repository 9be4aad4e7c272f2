namespace Amp.Batch;

/// <summary>An interval that holds the true value with the confidence of <see cref="BatchStatistics.Confidence"/>.</summary>
/// <param name="Low">Its lower end.</param>
/// <param name="High">Its upper end.</param>
public sealed record BatchInterval(double Low, double High);
