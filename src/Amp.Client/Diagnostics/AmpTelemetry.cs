namespace Amp.Client;

/// <summary>The names of what this package tells OpenTelemetry, or whatever else listens: <c>AddSource(AmpTelemetry.SourceName)</c>, <c>AddMeter(AmpTelemetry.MeterName)</c>.</summary>
/// <remarks>
/// The names of attributes are those of OpenTelemetry's conventions for generative AI. Prompts, answers, tool inputs and tool outputs are in
/// neither spans nor metrics. When nobody listens, nothing is made.
/// </remarks>
public static class AmpTelemetry
{
    /// <summary>The <see cref="System.Diagnostics.ActivitySource"/>.</summary>
    public const string SourceName = "Amp.Client";

    /// <summary>The <see cref="System.Diagnostics.Metrics.Meter"/>.</summary>
    public const string MeterName = "Amp.Client";

    /// <summary>The span of a run: from its turn, before the CLI is looked for, to its result. Its id reaches the CLI as <c>TRACEPARENT</c>.</summary>
    public const string RunActivityName = "invoke_agent amp";

    /// <summary>How the name of a tool call's span begins; the tool's name follows after a space. A child of the run's span, from the call to its answer.</summary>
    public const string ToolActivityPrefix = "execute_tool";

    /// <summary>Histogram, seconds: how long runs took. With <c>error.type</c> for those that failed.</summary>
    public const string OperationDuration = "gen_ai.client.operation.duration";

    /// <summary>Histogram, tokens: what runs used, once for <c>gen_ai.token.type=input</c> (cached ones too) and once for <c>output</c>.</summary>
    public const string TokenUsage = "gen_ai.client.token.usage";

    /// <summary>Up-down counter, runs: how many are under way.</summary>
    public const string ActiveRuns = "amp.run.active";

    /// <summary>Counter, lines: what the CLI printed that could not be read as it should be, with <c>amp.malformed.reason</c>.</summary>
    public const string MalformedLines = "amp.run.malformed_lines";
}
