using System.Text.Json;

namespace Amp.Client;

/// <summary>Which model to prefer for what. Names are passed on as they are: which there are is the CLI's matter.</summary>
public sealed record AmpModelPreferences
{
    /// <summary>For anything else.</summary>
    public string? Default { get; init; }

    /// <summary>For writing code.</summary>
    public string? Coding { get; init; }

    /// <summary>For analysis.</summary>
    public string? Analysis { get; init; }

    /// <summary>The keys that this version does not know.</summary>
    internal IReadOnlyDictionary<string, JsonElement>? OtherKeys { get; init; }
}
