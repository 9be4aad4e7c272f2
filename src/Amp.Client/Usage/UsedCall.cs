namespace Amp.Client.Usage;

/// <summary>A model call, without its texts.</summary>
/// <param name="Source">Where it is told.</param>
internal sealed record UsedCall(AmpFigureSources Source)
{
    /// <summary>Where the tokens of the cache are told: the ledger lacks them.</summary>
    public AmpFigureSources CacheSource { get; init; } = Source;

    public DateTimeOffset? Time { get; init; }

    public string? Model { get; init; }

    /// <summary>The tool on whose behalf it was made.</summary>
    public string? Tool { get; init; }

    public string? SubagentThread { get; init; }

    public long? Input { get; init; }

    public long? Output { get; init; }

    public long? CacheCreation { get; init; }

    public long? CacheRead { get; init; }

    public decimal? Credits { get; init; }
}
