namespace Amp.Client;

/// <summary>A clock that watches a run.</summary>
public enum AmpClock
{
    /// <summary>From the start of the CLI to its result: <see cref="AmpClientOptions.RunTimeout"/> or <see cref="AmpRunOptions.Timeout"/>.</summary>
    Total,

    /// <summary>From the start of the CLI to its first line: <see cref="AmpClientOptions.FirstOutputTimeout"/>.</summary>
    FirstOutput,

    /// <summary>Without a line while no tool is at work: <see cref="AmpClientOptions.IdleTimeout"/>.</summary>
    Idle,

    /// <summary>Without a line while a tool is at work: <see cref="AmpClientOptions.ToolTimeout"/>.</summary>
    Tool,
}
