namespace Amp.Batch;

/// <summary>What a verify command's JUnit or TRX report told.</summary>
/// <param name="Passed">Tests that passed.</param>
/// <param name="Failed">Tests that failed.</param>
/// <param name="Skipped">Tests that were skipped.</param>
public sealed record BatchTests(int Passed, int Failed, int Skipped);
