using System.Text.Json;

namespace Amp.Batch;

/// <summary>A combination of a stored batch.</summary>
/// <param name="Id"><see cref="BatchCombination.Id"/>.</param>
/// <param name="Name">What it was called. Unique in its batch: where two would read the same, the id is added.</param>
public sealed record BatchCombinationInfo(string Id, string Name)
{
    /// <summary>The variant's name.</summary>
    public string? Variant { get; init; }

    /// <summary>The mode that was asked for.</summary>
    public string? Mode { get; init; }

    /// <summary>The model that was asked for.</summary>
    public string? Model { get; init; }

    /// <summary>The commit as the plan named it; what it was is <see cref="BatchCellResult.BaseCommit"/>.</summary>
    public string? BaseCommit { get; init; }

    /// <summary>The further arguments.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The environment.</summary>
    public string? Environment { get; init; }

    /// <summary>All options that were set, as JSON. Values of variables and MCP configurations are not in it.</summary>
    public JsonElement? Options { get; init; }
}
