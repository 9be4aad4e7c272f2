using System.Text.Json.Serialization;

namespace Amp.Batch;

/// <summary>The tokens of a run by kind. What the CLI did not say is <see langword="null"/>.</summary>
public sealed record BatchTokens
{
    /// <summary>Tokens of prompts that came from no cache.</summary>
    public long? Input { get; init; }

    /// <summary>Tokens of prompts that were written to the provider's cache.</summary>
    public long? CacheCreation { get; init; }

    /// <summary>Tokens of prompts that were read from the provider's cache.</summary>
    public long? CacheRead { get; init; }

    /// <summary>Tokens that the model wrote.</summary>
    public long? Output { get; init; }

    /// <summary>All kinds together; <see langword="null"/> when none is known.</summary>
    [JsonIgnore]
    public long? Total => Input is null && CacheCreation is null && CacheRead is null && Output is null
        ? null
        : (Input ?? 0) + (CacheCreation ?? 0) + (CacheRead ?? 0) + (Output ?? 0);
}
