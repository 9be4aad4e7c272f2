namespace Amp.Client;

/// <summary>What is looked for in threads. What is not set does not count; a part of a message is found when all that is set fits it.</summary>
public sealed record AmpThreadQuery
{
    /// <summary>A text that the part holds, whatever its case.</summary>
    public string? Text { get; init; }

    /// <summary>The tool that is called, or that answers, whatever its case. A star at its end stands for anything: <c>mcp__github__*</c>.</summary>
    public string? Tool { get; init; }

    /// <summary>A part of a path that a tool was given or has changed, whatever its case. Slashes and backslashes are the same.</summary>
    public string? Path { get; init; }

    /// <summary>Leaves out messages that are older. Threads that were last written before are not opened.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Leaves out messages that are not older.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>How many hits a thread may have; then the search goes on with the next thread.</summary>
    /// <value>One or more. The default is 100.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than one.</exception>
    public int MaxHitsPerThread
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(MaxHitsPerThread));
            field = value;
        }
    } = 100;

    /// <summary>How many characters stand before and after what was found in <see cref="AmpThreadHit.Snippet"/>.</summary>
    /// <value>From 0 to 10,000. The default is 60.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside of that range.</exception>
    public int SnippetContext
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(SnippetContext));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 10_000, nameof(SnippetContext));
            field = value;
        }
    } = 60;
}
