namespace Amp.Streaming;

/// <summary>The limits that every reader of this package holds to.</summary>
internal static class JsonLimits
{
    /// <summary>How deep objects and lists may be nested. A line beyond it is reported as malformed.</summary>
    public const int MaxDepth = 1000;
}
