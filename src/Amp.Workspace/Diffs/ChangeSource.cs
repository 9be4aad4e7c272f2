namespace Amp.Workspace.Diffs;

/// <summary>Where the content of a changed path now is.</summary>
internal enum ChangeSource
{
    /// <summary>Nowhere: it was deleted.</summary>
    Gone,

    /// <summary>In the index, which git found equal to the file.</summary>
    Index,

    /// <summary>In the file, which has to be read.</summary>
    Disk,
}
