using Amp.Streaming;

namespace Amp.Client;

/// <summary>A folder that a thread works in.</summary>
public sealed record AmpThreadTree
{
    /// <summary>What the user knows it by.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Its address as the file has it, such as <c>file:///srv/demo</c>.</summary>
    public string? Uri { get; init; }

    /// <summary>Its path, when the address is that of a file.</summary>
    public string? Path { get; init; }

    /// <summary>The repository that it belongs to.</summary>
    public AmpThreadRepository? Repository { get; init; }

    /// <summary>Fields that this version does not model, in the order of the file.</summary>
    public IReadOnlyList<KeyValuePair<string, RawJson>> AdditionalProperties { get; init; } = [];
}
