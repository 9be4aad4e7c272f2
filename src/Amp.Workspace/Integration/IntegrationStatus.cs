namespace Amp.Workspace;

/// <summary>How bringing work home ended. Unless it is <see cref="Ok"/>, everything is as it was.</summary>
public enum IntegrationStatus
{
    /// <summary>It is done, or, in a dry run, would be.</summary>
    Ok,

    /// <summary>Both sides changed the same place.</summary>
    Conflict,

    /// <summary>Files of a work tree are in the way: uncommitted changes, or files that git does not track where new ones would come.</summary>
    Blocked,
}
