namespace Amp.Testing;

/// <summary>What kind of repository <see cref="TestRepository"/> makes.</summary>
public sealed record TestRepositoryOptions
{
    /// <summary>How many files the first commit holds, a hundred to a folder, the same each time.</summary>
    /// <value>Zero, for a repository without a commit, to 1 000 000. The default is 3.</value>
    public int Files { get; init; } = 3;

    /// <summary>How large each of them is, in bytes.</summary>
    /// <value>16 to 1 048 576. The default is 64.</value>
    public int FileBytes { get; init; } = 64;

    /// <summary>The branch.</summary>
    /// <value>The default is <c>main</c>.</value>
    public string Branch { get; init; } = "main";

    /// <summary>How objects are named.</summary>
    /// <value><c>sha1</c>, the default, or <c>sha256</c>.</value>
    public string ObjectFormat { get; init; } = "sha1";

    /// <summary>It has no work tree.</summary>
    public bool IsBare { get; init; }

    /// <summary>The name of its folder, below a temporary one: spaces, line breaks and any letters may be in it.</summary>
    /// <value>The default is <c>repository</c>.</value>
    public string FolderName { get; init; } = "repository";
}
