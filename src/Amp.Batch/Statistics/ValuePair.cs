namespace Amp.Batch.Statistics;

/// <summary>A metric of two combinations on the same prompt.</summary>
internal readonly record struct ValuePair(double First, double Second)
{
    // Decimals have their exact range, and 15 digits of what a double has.
    private const double LargestDecimal = 1e12;

    /// <summary>First minus second as people would write it: 0.3 − 0.2 and 0.2 − 0.1 are the same, which as doubles they are not, so that a test that goes by ranks would take them for different.</summary>
    public double Difference { get; } = Math.Abs(First) < LargestDecimal && Math.Abs(Second) < LargestDecimal && IsDecimal(First) && IsDecimal(Second)
        ? (double)((decimal)First - (decimal)Second)
        : First - Second;

    // Of smaller ones a decimal would lose digits.
    private static bool IsDecimal(double value) => value == 0 || Math.Abs(value) > 1e-9;
}
