using System.Text.Json;

namespace Amp.Client;

/// <summary>How batches run unless they say otherwise.</summary>
public sealed record AmpBatchSettings
{
    /// <summary>How many runs at once.</summary>
    /// <value>From 1 to 1024. The default is 4.</value>
    public int MaxConcurrency { get; init; } = 4;

    /// <summary>How long one run may take, in milliseconds.</summary>
    /// <value>From 1 to 86 400 000 (a day). The default is 300 000 (5 minutes).</value>
    public int TimeoutMilliseconds { get; init; } = 300_000;

    /// <summary>The keys that this version does not know.</summary>
    internal IReadOnlyDictionary<string, JsonElement>? OtherKeys { get; init; }
}
