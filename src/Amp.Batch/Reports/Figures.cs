using System.Globalization;

namespace Amp.Batch.Reports;

/// <summary>Numbers as reports show them. What is not known is a dash.</summary>
internal static class Figures
{
    public const string Unknown = "–";

    public static string Percent(double? share) => share is { } value ? string.Create(CultureInfo.InvariantCulture, $"{value * 100:0.#} %") : Unknown;

    public static string Percents(BatchInterval? interval) =>
        interval is { } ends ? string.Create(CultureInfo.InvariantCulture, $"{ends.Low * 100:0}–{ends.High * 100:0} %") : Unknown;

    public static string Seconds(double? seconds) => seconds switch
    {
        null => Unknown,
        < 0.9995 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1000:0} ms"),
        < 59.95 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s"),
        < 3_599.5 => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(Math.Round(seconds.Value) / 60)} min {Math.Round(seconds.Value) % 60:00} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(Math.Round(seconds.Value / 60) / 60)} h {Math.Round(seconds.Value / 60) % 60:00} min"),
    };

    public static string Count(double? count) => count switch
    {
        null => Unknown,
        < 9_999.5 => count.Value.ToString(count.Value == Math.Floor(count.Value) ? "0" : "0.#", CultureInfo.InvariantCulture),
        < 999_500 => string.Create(CultureInfo.InvariantCulture, $"{count / 1_000:0.#}k"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{count / 1_000_000:0.##}M"),
    };

    public static string Number(double? number) => number?.ToString("0.###", CultureInfo.InvariantCulture) ?? Unknown;

    public static string Of(BatchMetric metric, double? value) => metric switch
    {
        BatchMetric.Success => Percent(value),
        BatchMetric.WallSeconds or BatchMetric.CliSeconds => Seconds(value),
        BatchMetric.Credits or BatchMetric.Score => Number(value),
        _ => Count(value),
    };

    /// <summary>A difference with its sign.</summary>
    public static string Change(BatchMetric metric, double? value) => value switch
    {
        null => Unknown,
        0 => "0",
        > 0 => "+" + Amount(metric, value.Value),
        _ => "−" + Amount(metric, -value.Value),
    };

    private static string Amount(BatchMetric metric, double value) =>
        metric is BatchMetric.Success ? string.Create(CultureInfo.InvariantCulture, $"{value * 100:0.#} points") : Of(metric, value);

    /// <summary>A round number at an axis.</summary>
    public static string Tick(BatchMetric metric, double value) => value switch
    {
        0 when metric is not BatchMetric.Success => "0",
        >= 60 and < 3_600 when metric is BatchMetric.WallSeconds or BatchMetric.CliSeconds && value % 60 == 0 => Number(value / 60) + " min",
        _ when metric is BatchMetric.WallSeconds or BatchMetric.CliSeconds && value < 60 => Number(value) + " s",
        _ => Of(metric, value),
    };

    public static string Name(BatchMetric metric) => metric switch
    {
        BatchMetric.Success => "success",
        BatchMetric.WallSeconds => "duration",
        BatchMetric.CliSeconds => "duration by the CLI",
        BatchMetric.Tokens => "tokens",
        BatchMetric.OutputTokens => "output tokens",
        BatchMetric.Credits => "credits",
        BatchMetric.DiffLines => "lines changed",
        BatchMetric.Turns => "turns",
        BatchMetric.ToolCalls => "tool calls",
        BatchMetric.Score => "score",
        _ => "unknown",
    };

    public static string Name(BatchOutcome outcome) => outcome switch
    {
        BatchOutcome.Succeeded => "succeeded",
        BatchOutcome.VerifyFailed => "verify failed",
        BatchOutcome.AgentFailed => "agent failed",
        BatchOutcome.TimedOut => "timed out",
        BatchOutcome.Crashed => "crashed",
        BatchOutcome.SetupFailed => "setup failed",
        BatchOutcome.Cancelled => "cancelled",
        BatchOutcome.NotRun => "not run",
        _ => "unknown",
    };

    public static string Name(BatchVerdict verdict) => verdict switch
    {
        BatchVerdict.Different => "different",
        BatchVerdict.NotShown => "no difference shown",
        BatchVerdict.TooFewPairs => "too few pairs to tell",
        _ => "unknown",
    };

    public static string Time(DateTimeOffset time) => time == default ? "time unknown" : time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
