using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Amp.Client.Diagnostics;

/// <summary>The one source and the one meter of this package, and what is measured.</summary>
internal static class Instruments
{
    public static readonly ActivitySource Source = new(AmpTelemetry.SourceName, Version);

    // The conventions' boundaries for a model's answer, continued for an agent's work: up to three quarters of an hour.
    private static readonly double[] Seconds =
        [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92, 163.84, 327.68, 655.36, 1310.72, 2621.44];

    private static readonly long[] TokenCounts = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864];

    private static readonly Meter Meter = new(AmpTelemetry.MeterName, Version);

    public static readonly Histogram<double> Duration = Meter.CreateHistogram(
        AmpTelemetry.OperationDuration, "s", "How long runs took.", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });

    public static readonly Histogram<long> Tokens = Meter.CreateHistogram(
        AmpTelemetry.TokenUsage, "{token}", "Tokens that runs used.", tags: null, new InstrumentAdvice<long> { HistogramBucketBoundaries = TokenCounts });

    public static readonly UpDownCounter<int> Active = Meter.CreateUpDownCounter<int>(AmpTelemetry.ActiveRuns, "{run}", "Runs under way.");

    public static readonly Counter<long> MalformedLines = Meter.CreateCounter<long>(AmpTelemetry.MalformedLines, "{line}", "Lines of the CLI that could not be read.");

    private static string? Version => typeof(Instruments).Assembly.GetName().Version?.ToString(3);
}
