namespace Amp.Batch.Statistics;

/// <summary>A metric of two combinations on the same prompt.</summary>
internal readonly record struct ValuePair(double First, double Second)
{
    public double Difference => First - Second;
}
