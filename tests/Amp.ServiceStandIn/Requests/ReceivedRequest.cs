namespace Amp.ServiceStandIn;

/// <summary>A request that the stand-in got.</summary>
public record ReceivedRequest
{
    /// <summary>Gets the HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>Gets the path with its query.</summary>
    public required string Path { get; init; }

    /// <summary>Gets the key that the CLI signed in with, or an empty text for none.</summary>
    public required string ApiKey { get; init; }

    /// <summary>Gets the version of the CLI, or null when the request does not name it.</summary>
    public string? ClientVersion { get; init; }

    /// <summary>Gets the thread that the request is about, or null when no header names it.</summary>
    public string? ThreadId { get; init; }

    /// <summary>Gets the length of the body in bytes, after decompression.</summary>
    public int BodyLength { get; init; }

    /// <summary>Gets whether the body came compressed.</summary>
    public bool WasCompressed { get; init; }
}
