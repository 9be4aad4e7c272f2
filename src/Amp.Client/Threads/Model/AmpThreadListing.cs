namespace Amp.Client;

/// <summary>A file of a listing: a thread, or what could not be read and why. Both, when a part could be read.</summary>
public sealed record AmpThreadListing
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>The folder that it is in.</summary>
    public required AmpThreadRoot Root { get; init; }

    /// <summary>Its size in bytes.</summary>
    public long Length { get; init; }

    /// <summary>When it was last written, in UTC.</summary>
    public DateTimeOffset LastWritten { get; init; }

    /// <summary>The thread.</summary>
    public AmpThreadInfo? Thread { get; init; }

    /// <summary>What is wrong with the file.</summary>
    public AmpThreadProblem? Problem { get; init; }
}
