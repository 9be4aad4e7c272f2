namespace Amp.Streaming.Events;

/// <summary>How a tool call ended.</summary>
public enum ToolOutcome
{
    /// <summary>The tool ran and answered. A command that failed is among these; see <see cref="ToolFinishEvent.ExitCode"/>.</summary>
    Completed,

    /// <summary>The tool could not run, or failed as a tool: unknown, wrong arguments, no such file.</summary>
    Failed,

    /// <summary>The tool was cut off: by the user, by a signal, or because the run ended before it answered.</summary>
    Interrupted,

    /// <summary>The call was not permitted.</summary>
    Rejected,

    /// <summary>The call was a sub-agent's, whose answers the CLI does not print; the sub-agent went on or ended.</summary>
    Unknown,
}
