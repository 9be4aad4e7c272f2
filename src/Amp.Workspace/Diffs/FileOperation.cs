namespace Amp.Workspace;

/// <summary>What happened to a file between two snapshots.</summary>
public enum FileOperation
{
    /// <summary>It was not there before.</summary>
    Create,

    /// <summary>Its content changed, and perhaps its mode.</summary>
    Modify,

    /// <summary>It is not there any more.</summary>
    Delete,

    /// <summary>It was moved: <see cref="FileDiff.OldPath"/> says from where. Its content may have changed as well.</summary>
    Rename,

    /// <summary>Only its mode changed: it became executable, or is so no longer.</summary>
    ModeChange,

    /// <summary>It became another kind of thing: a file where a symbolic link was, a submodule where a file was.</summary>
    TypeChange,
}
