namespace Amp.Client;

/// <summary>Who may see a thread. Which ones there are differs between CLI versions and workspaces.</summary>
/// <remarks>Open: any name may be made, and the CLI's <c>--visibility</c> lists its own.</remarks>
public readonly record struct AmpVisibility
{
    private readonly string? _name;

    /// <summary>Makes a visibility of any name.</summary>
    /// <param name="name">The name, as <c>--visibility</c> takes it.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is blank.</exception>
    public AmpVisibility(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        _name = name;
    }

    /// <summary>Only you.</summary>
    public static AmpVisibility Private { get; } = new("private");

    /// <summary>Whoever has the address.</summary>
    public static AmpVisibility Unlisted { get; } = new("unlisted");

    /// <summary>Everybody. Gone in 0.0.1790142911.</summary>
    public static AmpVisibility Public { get; } = new("public");

    /// <summary>Your workspace.</summary>
    public static AmpVisibility Workspace { get; } = new("workspace");

    /// <summary>Your group. Every version lists it, and refuses it for users without one ("Group visibility is not available.").</summary>
    public static AmpVisibility Group { get; } = new("group");

    /// <summary>The name, as <c>--visibility</c> takes it.</summary>
    public string Name => _name ?? "";

    /// <summary>Makes a visibility of any name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is blank.</exception>
    public static implicit operator AmpVisibility(string name) => new(name);

    /// <summary>Makes a visibility of any name.</summary>
    /// <param name="name">The name.</param>
    public static AmpVisibility FromString(string name) => new(name);

    /// <summary>Gives the name.</summary>
    public override string ToString() => Name;
}
