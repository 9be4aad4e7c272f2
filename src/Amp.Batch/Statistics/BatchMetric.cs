namespace Amp.Batch;

/// <summary>What is measured about a run.</summary>
public enum BatchMetric
{
    /// <summary>A metric of a later version of this package.</summary>
    Unknown,

    /// <summary>Whether the run did the task: 1 or 0.</summary>
    Success,

    /// <summary>The wall time of the agent's run, in seconds.</summary>
    WallSeconds,

    /// <summary>The time that the CLI says, in seconds.</summary>
    CliSeconds,

    /// <summary>Tokens of all kinds together.</summary>
    Tokens,

    /// <summary>Tokens that the model wrote.</summary>
    OutputTokens,

    /// <summary>Credits.</summary>
    Credits,

    /// <summary>Lines added and removed.</summary>
    DiffLines,

    /// <summary>Messages of the agent.</summary>
    Turns,

    /// <summary>Tool calls.</summary>
    ToolCalls,

    /// <summary>What the scorer gave.</summary>
    Score,
}
