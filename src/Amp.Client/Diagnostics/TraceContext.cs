using System.Diagnostics;

namespace Amp.Client.Diagnostics;

/// <summary>Hands a span to a process by its environment, as OpenTelemetry has it: <c>TRACEPARENT</c> and <c>TRACESTATE</c>.</summary>
internal static class TraceContext
{
    private const string Parent = "TRACEPARENT";
    private const string State = "TRACESTATE";

    /// <param name="environment">The environment of the process to be started.</param>
    /// <param name="span">The live span. Without one the environment stays as it is: then what this process was itself started with is the nearest that there is.</param>
    /// <param name="chosen">The names of the variables that the caller chose: theirs stay.</param>
    public static void Set(Dictionary<string, string> environment, Activity? span, IEnumerable<string> chosen)
    {
        if (span is not { IdFormat: ActivityIdFormat.W3C, Id: { } id } || chosen.Any(name => environment.Comparer.Equals(name, Parent)))
        {
            return;
        }

        environment[Parent] = id;

        // One state belongs to one parent: an inherited one would be a lie beside ours.
        environment.Remove(State);
        if (span.TraceStateString is { Length: > 0 } state)
        {
            environment[State] = state;
        }
    }
}
