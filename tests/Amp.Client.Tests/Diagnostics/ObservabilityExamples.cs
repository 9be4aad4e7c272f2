using System.Diagnostics;

namespace Amp.Client.Tests.Diagnostics;

/// <summary>The code of docs/observability.md, compiled. Amp.Architecture.Tests checks that the page shows exactly this.</summary>
internal static class ObservabilityExamples
{
    public static void ListenWithoutAnyPackage()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == AmpTelemetry.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span => Console.WriteLine($"{span.DisplayName}: {span.Duration.TotalSeconds:0.0} s {span.GetTagItem("error.type")}"),
        };
        ActivitySource.AddActivityListener(listener);
    }

    public static async Task AskTheDoctor(CancellationToken cancellationToken)
    {
        var diagnosis = await new AmpDoctor().ExamineAsync(cancellationToken);
        if (!diagnosis.IsHealthy)
        {
            Console.Error.WriteLine(diagnosis.ToText());
        }
    }
}
