namespace Amp.Client;

/// <summary>An agent mode: it chooses the model, the system prompt and the tools. Which ones there are differs between CLI versions.</summary>
/// <remarks>
/// Open: any name may be made, and <see cref="AmpCliCapabilities.Modes"/> says which ones a CLI lists. 0.0.1767830505 to 0.0.1776788459
/// have <c>smart</c> as their default, 0.0.1790142911 has low, medium, high, ultra and modes of plugins.
/// </remarks>
public readonly record struct AmpMode
{
    private readonly string? _name;

    /// <summary>Makes a mode of any name.</summary>
    /// <param name="name">The name, as <c>--mode</c> takes it.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is blank.</exception>
    public AmpMode(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        _name = name;
    }

    /// <summary>The least effort, of 0.0.1790142911.</summary>
    public static AmpMode Low { get; } = new("low");

    /// <summary>The usual effort, of 0.0.1790142911.</summary>
    public static AmpMode Medium { get; } = new("medium");

    /// <summary>More effort, of 0.0.1790142911.</summary>
    public static AmpMode High { get; } = new("high");

    /// <summary>The most effort, of 0.0.1790142911.</summary>
    public static AmpMode Ultra { get; } = new("ultra");

    /// <summary>The default of 0.0.1767830505 to 0.0.1776788459.</summary>
    public static AmpMode Smart { get; } = new("smart");

    /// <summary>Fast and cheap. Can be streamed from 0.0.1773432280 on.</summary>
    public static AmpMode Rush { get; } = new("rush");

    /// <summary>Long thinking, from 0.0.1770734955. Can be streamed from 0.0.1773432280 on.</summary>
    public static AmpMode Deep { get; } = new("deep");

    /// <summary>A large context. Can be streamed from 0.0.1773432280 on.</summary>
    public static AmpMode Large { get; } = new("large");

    /// <summary>Free of charge, up to 0.0.1774569934. No version can stream it: a run is always refused.</summary>
    public static AmpMode Free { get; } = new("free");

    /// <summary>The name, as <c>--mode</c> takes it.</summary>
    public string Name => _name ?? "";

    /// <summary>Makes a mode of any name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is blank.</exception>
    public static implicit operator AmpMode(string name) => new(name);

    /// <summary>Makes a mode of any name.</summary>
    /// <param name="name">The name.</param>
    public static AmpMode FromString(string name) => new(name);

    /// <summary>Gives the name.</summary>
    public override string ToString() => Name;
}
