namespace Amp.Workspace;

/// <summary>What to commit, and in whose name.</summary>
public sealed record CommitRequest
{
    /// <summary>The message. It reaches git by standard input, as it is.</summary>
    public required string Message { get; init; }

    /// <summary>Who wrote the change. <see langword="null"/> for the user that git is set up for.</summary>
    public GitPerson? Author { get; init; }

    /// <summary>Who commits it. <see langword="null"/> for the user that git is set up for.</summary>
    public GitPerson? Committer { get; init; }

    /// <summary>The user's hooks run, and may refuse it.</summary>
    /// <value>The default is <see langword="false"/>: hooks are made for people at a terminal.</value>
    public bool RunsHooks { get; init; }

    /// <summary>A commit is made even when nothing changed.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool AllowsEmpty { get; init; }

    /// <summary>The commit is signed as git is set up to. A key with a passphrase that no agent holds makes it fail.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool IsSigned { get; init; }
}
