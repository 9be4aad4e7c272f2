using Amp.Workspace.Git;

namespace Amp.Workspace.Diffs;

/// <summary>What <c>git status</c> says of a work tree.</summary>
/// <remarks>
/// Status is asked, and not an index of our own brought up to date, because it does the dear part (looking at every file) as fast as git can,
/// with the user's index only read: its stat cache, its untracked cache, its sparse and split forms.
/// </remarks>
internal sealed class WorkTreeStatus
{
    // With core.ignoreCase, git does not see a file whose name differs from another's in case alone: on Linux they are two.
    private static readonly string[] TwoFiles = OperatingSystem.IsLinux() ? ["core.ignoreCase=false"] : [];

    private WorkTreeStatus()
    {
    }

    /// <summary>The commit that the changes are counted from. <see langword="null"/> in a repository without commits.</summary>
    public string? HeadCommit { get; private set; }

    public List<ChangedPath> Changes { get; } = [];

    /// <summary>Folders that hold a repository of their own, which git neither tracks nor looks into. With a <c>/</c> at the end.</summary>
    public List<string> EmbeddedRepositories { get; } = [];

    /// <summary>Submodules whose work tree is not as their commit has it.</summary>
    public List<string> DirtySubmodules { get; } = [];

    public static async Task<WorkTreeStatus> ReadAsync(GitCommand git, FileDiffOptions options, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        string[] ignored = options.IncludesIgnored ? ["--ignored=traditional"] : [];
        var result = await git.RunAsync(
            new GitCall(["status", "--porcelain=v2", "--branch", "--no-ahead-behind", "--untracked-files=all", "--no-renames", "--ignore-submodules=none", .. ignored, "-z", "--", .. options.Excludes.Select(pattern => ":(top,exclude,glob)" + pattern)])
            {
                IsRead = true,
                HasLiteralPaths = false,
                Settings = TwoFiles,
                Environment = environment,
            },
            cancellationToken).ConfigureAwait(false);
        return Parse(result.Output.Span);
    }

    internal static WorkTreeStatus Parse(ReadOnlySpan<byte> output)
    {
        var status = new WorkTreeStatus();
        foreach (var record in BytePath.Split(output))
        {
            switch (record[0])
            {
                case '#' when record.StartsWith("# branch.oid ", StringComparison.Ordinal):
                    status.HeadCommit = record[13..] is "(initial)" ? null : record[13..];
                    break;
                case '1':
                    status.AddTracked(record.Split(' ', 9));
                    break;
                case 'u':
                    status.AddUnmerged(record.Split(' ', 11));
                    break;
                case '?' or '!':
                    status.AddUntracked(record[2..]);
                    break;
            }
        }

        return status;
    }

    // 1 XY sub mH mI mW hH hI path
    private void AddTracked(string[] fields)
    {
        var (states, submodule, fileMode, path) = (fields[1], fields[2], fields[5], fields[8]);
        TreeEntry? indexed = IsNothing(fields[4]) || IsNothing(fields[7]) ? null : new(fields[4], fields[7]);
        var isDirtySubmodule = submodule[0] == 'S' && (submodule[2] == 'M' || submodule[3] == 'U');
        if (isDirtySubmodule)
        {
            DirtySubmodules.Add(path);
        }

        // Of a submodule only its commit is content here.
        var isAsIndexed = states[1] == '.' || (isDirtySubmodule && submodule[1] == '.' && fileMode == TreeEntry.SubmoduleMode);
        Changes.Add(new(path, IsNothing(fileMode) ? ChangeSource.Gone : isAsIndexed && indexed is not null ? ChangeSource.Index : ChangeSource.Disk, indexed));
    }

    // u XY sub m1 m2 m3 mW h1 h2 h3 path: what lies in the file, conflict marks and all, is what the user has.
    private void AddUnmerged(string[] fields) =>
        Changes.Add(new(fields[10], IsNothing(fields[6]) ? ChangeSource.Gone : ChangeSource.Disk, IsNothing(fields[4]) ? null : new(fields[4], fields[8])));

    private void AddUntracked(string path)
    {
        if (path.EndsWith('/'))
        {
            EmbeddedRepositories.Add(path);
        }
        else
        {
            Changes.Add(new(path, ChangeSource.Disk, null));
        }
    }

    private static bool IsNothing(string modeOrId) => modeOrId.AsSpan().IndexOfAnyExcept('0') < 0;
}
