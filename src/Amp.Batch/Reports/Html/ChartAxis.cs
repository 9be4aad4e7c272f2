namespace Amp.Batch.Reports.Html;

/// <summary>Maps values to places on a drawing, and finds round numbers to label.</summary>
internal sealed class ChartAxis
{
    // Room at the ends, so that dots there are whole.
    private const double Margin = 2.5;

    private static readonly double[] TimeSteps = [15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 43_200, 86_400];
    private static readonly double[] Digits = [1, 2, 2.5, 5];
    private static readonly double[] NumberSteps = [.. Enumerable.Range(-9, 25).SelectMany(static power => Digits.Select(digit => digit * Math.Pow(10, power)))];

    private ChartAxis(double low, double high, IReadOnlyList<double> ticks) => (Low, High, Ticks) = (low, high, ticks);

    public static ChartAxis Share { get; } = new(0, 1, [0, 0.25, 0.5, 0.75, 1]);

    public double Low { get; }

    public double High { get; }

    public IReadOnlyList<double> Ticks { get; }

    /// <summary>From zero to a round number above the largest value.</summary>
    public static ChartAxis For(IEnumerable<double> values, bool isTime)
    {
        double[] all = [.. values];
        var largest = all.Length == 0 ? 0 : all.Max();
        var smallest = all.Length == 0 ? 0 : Math.Min(0, all.Min());
        if (largest <= 0 && smallest >= 0)
        {
            largest = 1;
        }

        var step = Step((largest - smallest) / 4, isTime && largest > 60);
        var low = Math.Floor(smallest / step) * step;
        var count = (int)Math.Ceiling((largest - low) / step);
        return new(low, low + (count * step), [.. Enumerable.Range(0, count + 1).Select(i => low + (i * step))]);
    }

    /// <summary>The place of a value, from left to right or from bottom to top.</summary>
    public double Place(double value) => Margin + ((value - Low) / (High - Low) * (100 - (2 * Margin)));

    private static double Step(double rough, bool isTime) =>
        (isTime ? TimeSteps : NumberSteps).FirstOrDefault(step => step >= rough * 0.999, rough);
}
