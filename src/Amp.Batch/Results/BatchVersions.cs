namespace Amp.Batch;

/// <summary>With which versions a cell ran. What is not known is <see langword="null"/>.</summary>
public sealed record BatchVersions
{
    /// <summary>The Amp CLI, such as <c>0.0.1774569934-g39e3ec</c>.</summary>
    public string? Cli { get; init; }

    /// <summary>This package.</summary>
    public string? Sdk { get; init; }

    /// <summary>The .NET runtime.</summary>
    public string? Runtime { get; init; }

    /// <summary>The operating system.</summary>
    public string? OperatingSystem { get; init; }

    /// <summary>git.</summary>
    public string? Git { get; init; }
}
