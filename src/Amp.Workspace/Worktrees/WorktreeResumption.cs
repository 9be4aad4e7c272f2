namespace Amp.Workspace;

/// <summary>What it took to have a worktree back.</summary>
public enum WorktreeResumption
{
    /// <summary>It was as it should be.</summary>
    AsItWas,

    /// <summary>Its folder was gone; git still knew it. The files of its index were checked out again.</summary>
    FilesRestored,

    /// <summary>Its folder was there, but git did not know it as a worktree any more. It is one again, and no file in it was touched.</summary>
    Registered,

    /// <summary>Nothing was left of it. It was made anew at its branch, or else at the commit that it once began at.</summary>
    MadeAnew,
}
