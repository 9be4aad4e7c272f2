namespace Amp.Workspace.Diffs;

/// <summary>What stands under a name in a tree.</summary>
internal readonly record struct TreeEntry(string Mode, string Id)
{
    public const string FolderMode = "40000";

    public const string SubmoduleMode = "160000";

    public bool IsFolder => Mode == FolderMode;
}
