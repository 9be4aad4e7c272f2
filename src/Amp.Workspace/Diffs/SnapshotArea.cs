namespace Amp.Workspace.Diffs;

/// <summary>Where git finds the repository, and where it writes new objects.</summary>
internal sealed class SnapshotArea
{
    /// <summary>What git has to be told. Empty for a repository that it finds by itself.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>The object folder of its own. <see langword="null"/> when objects go into the repository.</summary>
    public string? ObjectFolder { get; init; }

    public Dictionary<string, string> With(string name, string value) => new(Environment) { [name] = value };
}
