using System.Text;
using Amp.Workspace.Git;

namespace Amp.Workspace.Diffs;

/// <summary>What a tracker looks at: the work tree of a repository, or a folder that is none, for which a private repository outside it is made.</summary>
internal sealed class TrackedFolder : IDisposable
{
    private PrivateFolder? _privateFolder;

    private TrackedFolder()
    {
    }

    /// <summary>Git, in <see cref="Root"/>.</summary>
    public required GitCommand Git { get; init; }

    public required string Root { get; init; }

    /// <summary>The folder of the repository that all of its worktrees share.</summary>
    public required string CommonFolder { get; init; }

    public required bool IsSha256 { get; init; }

    public required SnapshotArea Area { get; init; }

    public bool IsRepository => _privateFolder is null;

    /// <summary>The index that is kept from capture to capture. Only a folder that is no repository has one.</summary>
    public string KeptIndex => _privateFolder!.Combine("index");

    /// <exception cref="GitException">The repository is bare, or git cannot read it.</exception>
    public static async Task<TrackedFolder> OpenAsync(GitCommand git, FileDiffOptions options, CancellationToken cancellationToken)
    {
        try
        {
            var shape = await RepositoryShape.AskAsync(git, cancellationToken).ConfigureAwait(false);
            var root = shape.WorkTree
                ?? throw new GitException(GitErrorKind.NoWorkTree, $"'{git.Folder}' is in a repository, but not in a work tree of it: a bare repository has no files to look at. Give a folder of one of its worktrees.");
            return new()
            {
                Git = git.In(root),
                Root = root,
                CommonFolder = shape.CommonDirectory,
                IsSha256 = shape.ObjectFormat == "sha256",
                Area = new() { Environment = new Dictionary<string, string>() },
            };
        }
        catch (GitException e) when (e.Kind == GitErrorKind.NotARepository)
        {
            return await MakeRepositoryAsync(git, options, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>An object folder outside the repository, which takes what is new and finds the rest in the repository.</summary>
    public SnapshotArea Isolate(PrivateFolder folder)
    {
        var objects = folder.Combine("objects");
        Directory.CreateDirectory(Path.Combine(objects, "info"));
        File.WriteAllText(Path.Combine(objects, "info", "alternates"), AlternatePaths.Quote(Path.Combine(CommonFolder, "objects")) + "\n");
        return new()
        {
            Environment = new Dictionary<string, string>(Area.Environment) { ["GIT_OBJECT_DIRECTORY"] = objects },
            ObjectFolder = objects,
        };
    }

    public void Dispose() => _privateFolder?.Dispose();

    private static async Task<TrackedFolder> MakeRepositoryAsync(GitCommand git, FileDiffOptions options, CancellationToken cancellationToken)
    {
        var folder = PrivateFolder.Create(options.PrivateRoot);
        try
        {
            var repository = folder.Combine("repository");
            await git.RunAsync(new GitCall("init", "--quiet", "--bare", "--template=", repository), cancellationToken).ConfigureAwait(false);
            Directory.CreateDirectory(Path.Combine(repository, "info"));

            // The content as it is: a folder that is no repository has no line ends to convert and no filters to run, whatever .gitattributes lie in it.
            await File.WriteAllTextAsync(Path.Combine(repository, "info", "attributes"), "* -text -ident !filter !working-tree-encoding !diff !eol\n", new UTF8Encoding(false), cancellationToken).ConfigureAwait(false);
            return new()
            {
                Git = git,
                Root = git.Folder,
                CommonFolder = repository,
                IsSha256 = false,
                Area = new() { Environment = new Dictionary<string, string> { ["GIT_DIR"] = repository, ["GIT_WORK_TREE"] = git.Folder } },
                _privateFolder = folder,
            };
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }
}
