namespace Amp.Batch;

/// <summary>pass@k: how likely it is that at least one of k runs of a prompt succeeds.</summary>
/// <param name="K">How many runs.</param>
/// <param name="Value">The unbiased estimate of Chen et al. (2021), 1 − C(n−c, k) / C(n, k), as the mean over the prompts.</param>
/// <param name="Prompts">How many prompts have at least k runs that count. The others are left out.</param>
public sealed record BatchPassAt(int K, double Value, int Prompts);
