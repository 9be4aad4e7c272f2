using Amp.Workspace.Git;

namespace Amp.Workspace.Diffs;

/// <summary>Finds the files of a repository that lies inside another. Git would write down its commit alone, and its content would be lost.</summary>
internal sealed class EmbeddedFiles(GitCommand git, string root, string? commonFolder, bool includesIgnored)
{
    // A link that leads back up is not followed, so this is only for folders made to be deep.
    private const int MaxDepth = 16;

    public List<string> Captured { get; } = [];

    public List<string> LeftOut { get; } = [];

    /// <summary>The files in it, by its own ignore rules, as paths from the root of the outer one.</summary>
    public async Task<List<string>> FindAsync(IEnumerable<string> folders, CancellationToken cancellationToken)
    {
        var files = new List<string>();
        foreach (var folder in folders)
        {
            await AddAsync(folder, files, depth: 0, cancellationToken).ConfigureAwait(false);
        }

        return files;
    }

    private async Task AddAsync(string folder, List<string> files, int depth, CancellationToken cancellationToken)
    {
        var inner = git.In(Path.Combine(root, BytePath.ToText(folder)));
        if (depth > MaxDepth || await IsOurWorktreeAsync(inner, cancellationToken).ConfigureAwait(false))
        {
            LeftOut.Add(folder);
            return;
        }

        Captured.Add(folder);
        string[] ignoring = includesIgnored ? [] : ["--exclude-standard"];
        var listed = await inner.ReadAsync(["ls-files", "-z", "--cached", "--others", .. ignoring], cancellationToken).ConfigureAwait(false);
        foreach (var name in BytePath.Split(listed.Output.Span).Distinct(StringComparer.Ordinal))
        {
            var path = folder + name;
            var onDisk = Path.Combine(root, BytePath.ToText(path));
            if (name.EndsWith('/') || (Directory.Exists(onDisk) && new DirectoryInfo(onDisk).LinkTarget is null))
            {
                if (Path.Exists(Path.Combine(onDisk, ".git")))
                {
                    await AddAsync(path.TrimEnd('/') + "/", files, depth + 1, cancellationToken).ConfigureAwait(false);
                }
            }
            else
            {
                files.Add(path);
            }
        }
    }

    // Another worktree of this very repository is somebody else's work, and has its own history here.
    private async Task<bool> IsOurWorktreeAsync(GitCommand inner, CancellationToken cancellationToken)
    {
        var answer = await inner.ReadAsync(["rev-parse", "--path-format=absolute", "--git-common-dir"], cancellationToken).ConfigureAwait(false);
        return Path.GetFullPath(answer.Text) == commonFolder;
    }
}
