namespace Amp.Streaming;

/// <summary>The limits that every reader of this package holds to.</summary>
internal static class JsonLimits
{
    /// <summary>How deep objects and lists may be nested. A line beyond it is reported as malformed.</summary>
    public const int MaxDepth = 1000;

    /// <summary>How many blocks a message may have. One with more is delivered as an <see cref="UnknownMessage"/>, so that a line of empty blocks cannot ask for a hundred times its size.</summary>
    public const int MaxBlocks = 1 << 16;
}
