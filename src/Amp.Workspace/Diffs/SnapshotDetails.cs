namespace Amp.Workspace.Diffs;

/// <summary>What a snapshot is called.</summary>
internal sealed record SnapshotDetails(string Id, string? Label, DateTimeOffset TakenAt);
