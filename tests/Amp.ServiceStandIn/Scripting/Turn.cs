namespace Amp.ServiceStandIn;

/// <summary>One answer of the stand-in model: blocks that it streams, or a fault that it has instead.</summary>
public sealed record Turn
{
    /// <summary>Creates an answer out of blocks.</summary>
    /// <param name="blocks">The content blocks, in order; may be empty.</param>
    public Turn(params IReadOnlyList<Block> blocks) => Blocks = blocks;

    /// <summary>Gets the content blocks, in order.</summary>
    public IReadOnlyList<Block> Blocks { get; }

    /// <summary>Gets the stop reason; by default <c>tool_use</c> when a tool is called, else <c>end_turn</c>.</summary>
    public string? StopReason { get; init; }

    /// <summary>Gets how many UTF-16 units a text delta carries. The default is 40.</summary>
    public int ChunkSize { get; init; } = 40;

    /// <summary>Gets how long the model takes before it answers at all. The default is no time.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Gets the pause between two text deltas. The default is none.</summary>
    public TimeSpan Gap { get; init; }

    /// <summary>Gets what goes wrong, or null when nothing does.</summary>
    public Fault? Fault { get; init; }

    /// <summary>Gets whether the fault strikes a thread only once, so that a retry gets the blocks.</summary>
    public bool FaultStrikesOnce { get; init; }

    /// <summary>An answer of one text.</summary>
    public static Turn Says(string text) => new(new Say(text));

    /// <summary>No answer but a fault.</summary>
    public static Turn Fails(Fault fault) => new() { Fault = fault };
}
