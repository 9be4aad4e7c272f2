namespace Amp.Workspace.Integration;

/// <summary>Files of a work tree that are in the way.</summary>
internal sealed record Blockage(string WorkTree, IReadOnlyList<string> Files);
