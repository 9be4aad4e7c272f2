using Amp.Workspace.Git;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Amp.Workspace;

/// <summary>A git repository, or one worktree of it: with or without a work tree, of either object format, shallow, partial, sparse, a submodule, or still without commits.</summary>
/// <remarks>Safe to use from any thread. It holds nothing open. Reads take no lock of git's, so they never disturb who works in the repository.</remarks>
public sealed class GitRepository
{
    private GitRepository(GitCommand git, RepositoryShape shape) => (Git, Shape) = (git, shape);

    /// <summary>The top folder of the work tree.</summary>
    /// <value><see langword="null"/> for a bare repository.</value>
    public string? WorkTree => Shape.WorkTree;

    /// <summary>The folder of this worktree's own state: <c>.git</c>, or a folder below <c>.git/worktrees</c> or <c>.git/modules</c>.</summary>
    public string GitDirectory => Shape.GitDirectory;

    /// <summary>The folder that all worktrees of the repository share. It identifies the repository.</summary>
    public string CommonDirectory => Shape.CommonDirectory;

    /// <summary>It has no work tree of its own.</summary>
    public bool IsBare => Shape.IsBare;

    /// <summary>It is a worktree that <c>git worktree add</c> made, and not the main one.</summary>
    public bool IsLinkedWorktree => !string.Equals(GitDirectory, CommonDirectory, StringComparison.Ordinal);

    /// <summary>How objects are named: <c>sha1</c> or <c>sha256</c>.</summary>
    public string ObjectFormat => Shape.ObjectFormat;

    /// <summary>Its history is cut off (<c>clone --depth</c>).</summary>
    public bool IsShallow => Shape.IsShallow;

    /// <summary>Some objects are fetched when they are needed (<c>clone --filter</c>).</summary>
    public bool IsPartialClone => Shape.IsPartialClone;

    /// <summary>Not all files are checked out (<c>git sparse-checkout</c>).</summary>
    public bool IsSparse => Shape.IsSparse;

    internal GitCommand Git { get; }

    internal RepositoryShape Shape { get; }

    /// <summary>Opens the repository that a folder belongs to.</summary>
    /// <param name="path">A folder in the work tree, a worktree, a bare repository, or a submodule.</param>
    /// <param name="options">How git is run; the defaults when <see langword="null"/>.</param>
    /// <param name="logger">Gets one line for each command, at the lowest level.</param>
    /// <param name="clock">What measures time limits and pauses.</param>
    /// <param name="cancellationToken">Ends the command.</param>
    /// <returns>The repository.</returns>
    /// <exception cref="GitException">No repository (<see cref="GitErrorKind.NotARepository"/>), no such folder, another user's, or git is missing or too old.</exception>
    public static async Task<GitRepository> OpenAsync(string path, GitOptions? options = null, ILogger? logger = null, TimeProvider? clock = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new();
        GitOptionsCheck.Throw(options, nameof(options));
        var git = new GitCommand(options, Path.GetFullPath(path), clock ?? TimeProvider.System, logger ?? NullLogger.Instance);
        var shape = await RepositoryShape.AskAsync(git, cancellationToken).ConfigureAwait(false);

        // From the top, so that the paths in answers and the paths in arguments mean the same.
        return new(git.In(shape.WorkTree ?? shape.GitDirectory), shape);
    }

    /// <summary>Runs any git command, as in a terminal but with no terminal: hooks run, pathspecs are patterns, the rest is as everywhere here.</summary>
    /// <param name="arguments">The verb and its arguments.</param>
    /// <param name="cancellationToken">Ends the command and everything that it started.</param>
    /// <returns>What it wrote.</returns>
    /// <exception cref="GitException">It ended with another exit code than 0.</exception>
    /// <exception cref="GitTimeoutException">It took longer than <see cref="GitOptions.TimeLimit"/>.</exception>
    public Task<GitResult> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken = default) => Git.RunAsync(AsUser(arguments), cancellationToken);

    /// <summary>The same, with retries of its own while another process holds a lock.</summary>
    /// <param name="arguments">The verb and its arguments.</param>
    /// <param name="retry">How often and how far apart.</param>
    /// <param name="cancellationToken">Ends the command and everything that it started.</param>
    /// <returns>What it wrote, and how often it was tried.</returns>
    /// <exception cref="GitException">It ended with another exit code than 0, at the last try.</exception>
    /// <exception cref="GitTimeoutException">It took longer than <see cref="GitOptions.TimeLimit"/>.</exception>
    public Task<GitRetryResult<GitResult>> RunWithRetryAsync(IReadOnlyList<string> arguments, GitRetryConfig retry, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(retry);
        return Git.RunWithRetryAsync(AsUser(arguments), retry, cancellationToken);
    }

    /// <summary>Where the repository stands.</summary>
    /// <param name="cancellationToken">Ends the command.</param>
    /// <returns>The commit and the branch, as far as there are any.</returns>
    public async Task<GitHead> GetHeadAsync(CancellationToken cancellationToken = default)
    {
        var sha = Git.RunAsync(new("rev-parse", "--verify", "--quiet", "HEAD^{commit}") { IsRead = true, AcceptedExitCodes = [0, 1] }, cancellationToken);
        var branch = Git.RunAsync(new("symbolic-ref", "--quiet", "HEAD") { IsRead = true, AcceptedExitCodes = [0, 1] }, cancellationToken);
        await Task.WhenAll(sha, branch).ConfigureAwait(false);
        var name = (await branch.ConfigureAwait(false)).Text;
        return new()
        {
            Sha = (await sha.ConfigureAwait(false)).Text is { Length: > 0 } text ? text : null,
            Branch = name.Length == 0 ? null : name.StartsWith("refs/heads/", StringComparison.Ordinal) ? name["refs/heads/".Length..] : name,
        };
    }

    /// <summary>What differs between the last commit, the index and the work tree.</summary>
    /// <param name="withIgnored">Also names what <c>.gitignore</c> hides.</param>
    /// <param name="cancellationToken">Ends the command.</param>
    /// <returns>The status. It was not written back: the index stays as it is.</returns>
    /// <exception cref="GitException">The repository is bare.</exception>
    public async Task<GitStatus> GetStatusAsync(bool withIgnored = false, CancellationToken cancellationToken = default) =>
        StatusParser.Parse(await Git.ReadAsync(StatusParser.Arguments(withIgnored), cancellationToken).ConfigureAwait(false));

    /// <summary>The branches, local ones first, by name.</summary>
    /// <param name="cancellationToken">Ends the command.</param>
    /// <returns>All branches, also those of remotes. Empty when there is no commit.</returns>
    public async Task<IReadOnlyList<GitBranch>> GetBranchesAsync(CancellationToken cancellationToken = default)
    {
        var result = await Git.ReadAsync(["for-each-ref", "--format=%(refname)%00%(objectname)%00%(upstream:short)%00%(worktreepath)%00%(symref)%00", "refs/heads", "refs/remotes"], cancellationToken).ConfigureAwait(false);
        return [.. result.SplitAtNul().Chunk(5).Where(fields => fields.Length == 5 && fields[4].Length == 0).Select(ToBranch)];
    }

    /// <summary>The commit that a name or expression stands for.</summary>
    /// <param name="revision">A branch, tag, commit, or expression such as <c>HEAD~3</c>.</param>
    /// <param name="cancellationToken">Ends the command.</param>
    /// <returns>The full name of the commit.</returns>
    /// <exception cref="GitException">It stands for none (<see cref="GitErrorKind.BadReference"/>), or there is no commit yet (<see cref="GitErrorKind.NoCommits"/>).</exception>
    public async Task<string> ResolveAsync(string revision, CancellationToken cancellationToken = default)
    {
        GitArgument.Revision(revision, nameof(revision));
        var result = await Git.RunAsync(new("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}") { IsRead = true, AcceptedExitCodes = [0, 1, 128] }, cancellationToken).ConfigureAwait(false);
        return result.ExitCode == 0 ? result.Text : throw await UnresolvedAsync(revision, cancellationToken).ConfigureAwait(false);
    }

    private async Task<GitException> UnresolvedAsync(string revision, CancellationToken cancellationToken)
    {
        var any = await Git.ReadAsync(["rev-list", "--all", "--max-count=1"], cancellationToken).ConfigureAwait(false);
        return any.Output.IsEmpty && (await GetHeadAsync(cancellationToken).ConfigureAwait(false)).IsUnborn
            ? new(GitErrorKind.NoCommits, $"'{revision}' stands for no commit in '{Git.Folder}'.{GitErrorText.Advice(GitErrorKind.NoCommits, Git.Folder)}")
            : new(GitErrorKind.BadReference, $"'{revision}' stands for no commit in '{Git.Folder}': a branch, a tag, a commit or an expression such as HEAD~3 was expected.{(IsShallow ? " The repository is shallow: 'git fetch --unshallow' brings the rest of its history." : "")}");
    }

    private static GitBranch ToBranch(string[] fields)
    {
        // Each record but the first begins with the line end of the one before.
        var name = fields[0].TrimStart('\n');
        var isRemote = name.StartsWith("refs/remotes/", StringComparison.Ordinal);
        return new()
        {
            Name = name[(isRemote ? "refs/remotes/".Length : "refs/heads/".Length)..],
            Sha = fields[1],
            IsRemote = isRemote,
            Upstream = fields[2].Length == 0 ? null : fields[2],
            WorktreePath = fields[3].Length == 0 ? null : fields[3],
        };
    }

    private static GitCall AsUser(IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return arguments.Count == 0
            ? throw new ArgumentException("A verb is needed, such as 'status'.", nameof(arguments))
            : new(arguments) { RunsHooks = true, HasLiteralPaths = false };
    }
}
