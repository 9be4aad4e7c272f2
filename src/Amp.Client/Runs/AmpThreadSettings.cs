namespace Amp.Client;

/// <summary>What the thread of a run is to be like.</summary>
public sealed record AmpThreadSettings
{
    internal static AmpThreadSettings Default { get; } = new();

    /// <summary>Who may see it.</summary>
    /// <value>The default is <see langword="null"/>: what the CLI's settings say, else private.</value>
    public AmpVisibility? Visibility { get; init; }

    /// <summary>Labels to put on it, after the run. Any text, but not blank. From 0.0.1769314944 on.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The title of a new thread. From 0.0.1790142911 on; older versions make one up.</summary>
    /// <value>The default is <see langword="null"/>: the CLI makes one up.</value>
    public string? Title { get; init; }

    /// <summary>Whether to archive it after the run. 0.0.1771243550 to 0.0.1777897475 do that only when told to; 0.0.1790142911 does unless told not to.</summary>
    /// <value>The default is <see langword="null"/>: what the CLI does by itself.</value>
    public bool? ArchiveAfterExecute { get; init; }
}
