namespace Amp.Batch.Journal;

/// <summary>What a batch is: all that another host needs to go on with it.</summary>
internal sealed record JournalHeader
{
    public const int CurrentSchemaVersion = 1;

    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    public required string Id { get; init; }

    public string? Name { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The repository that it works on.</summary>
    public required string Repository { get; init; }

    /// <summary>The plan as JSON text.</summary>
    public required string Plan { get; init; }

    /// <summary>The ids of its cells: a condition in code is not in the JSON.</summary>
    public required IReadOnlyList<string> Cells { get; init; }

    /// <summary>The commits that the plan's words stood for when it began; the empty word is what was checked out.</summary>
    public required IReadOnlyDictionary<string, string> Commits { get; init; }

    /// <summary>The setup and verify commands, to tell when they are others.</summary>
    public required IReadOnlyList<string> Commands { get; init; }
}
