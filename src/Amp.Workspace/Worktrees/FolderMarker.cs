namespace Amp.Workspace.Worktrees;

/// <summary>Lies in the folder that holds a repository's worktrees, and says that it is ours, and whose worktrees these are.</summary>
internal sealed record FolderMarker(string Tool, string CommonDirectory)
{
    public const string FileName = ".amp-worktrees.json";
    public const string Amp = "Amp.Workspace";
}
