using System.Text;
using Amp.Workspace.Diffs;
using Amp.Workspace.Git;

namespace Amp.Workspace.Integration;

/// <summary>Commits all that is in a work tree: tracked and untracked files, and those of embedded repositories, ignored ones aside.</summary>
internal sealed class CommitMaker(GitRepository repository)
{
    private readonly GitCommand _git = repository.Git;

    public async Task<string?> CommitAsync(CommitRequest request, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(request.Message);
        WorkTreeGuard.ThrowIfUnfinished(repository);
        await WorkTreeGuard.ThrowIfInConflictAsync(repository, cancellationToken).ConfigureAwait(false);
        var head = await repository.GetHeadAsync(cancellationToken).ConfigureAwait(false);
        var options = new FileDiffOptions { Git = _git.Options };
        using var tracked = await TrackedFolder.OpenAsync(_git, options, cancellationToken).ConfigureAwait(false);
        var captured = await RepositoryCapture.CaptureAsync(tracked, tracked.Area, options, cancellationToken).ConfigureAwait(false);
        if (!request.AllowsEmpty && captured.TreeId == await TreeOfAsync(head, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        var commit = request.RunsHooks
            ? await CommitWithHooksAsync(request, captured.TreeId, cancellationToken).ConfigureAwait(false)
            : await CommitAsync(request, captured.TreeId, head, cancellationToken).ConfigureAwait(false);

        // The index now says what the commit says; what it knows of unchanged files is kept. The files themselves are not touched.
        await _git.RunAsync(new GitCall("read-tree", "--reset", commit), CancellationToken.None).ConfigureAwait(false);
        await _git.RunAsync(new GitCall("update-index", "-q", "--refresh") { AcceptedExitCodes = [0, 1] }, CancellationToken.None).ConfigureAwait(false);
        return commit;
    }

    private async Task<string> CommitAsync(CommitRequest request, string tree, GitHead head, CancellationToken cancellationToken)
    {
        var commit = await new CommitWriter(_git).WriteAsync(tree, head.Sha is null ? [] : [head.Sha], request.Message, request.Author, request.Committer, request.IsSigned, cancellationToken).ConfigureAwait(false);
        var subject = request.Message.Split('\n')[0].Trim();
        await _git.RunAsync(new GitCall("update-ref", "-m", "commit: " + subject, "HEAD", commit, head.Sha ?? new string('0', commit.Length)), cancellationToken).ConfigureAwait(false);
        return commit;
    }

    // With an index of our own, so that a hook that refuses leaves the user's as it was.
    private async Task<string> CommitWithHooksAsync(CommitRequest request, string tree, CancellationToken cancellationToken)
    {
        using var folder = PrivateFolder.Create(null);
        var environment = CommitWriter.Environment(request.Author, request.Committer);
        environment["GIT_INDEX_FILE"] = folder.Combine("index");
        await _git.RunAsync(new GitCall("read-tree", tree) { Environment = environment, Settings = PrivateIndex.Settings }, cancellationToken).ConfigureAwait(false);
        string[] signing = request.IsSigned ? ["--gpg-sign"] : ["--no-gpg-sign"];
        string[] empty = request.AllowsEmpty ? ["--allow-empty"] : [];
        await _git.RunAsync(
            new GitCall(["commit", "--quiet", "--file=-", "--cleanup=verbatim", "--no-status", .. signing, .. empty])
            {
                Environment = environment,
                Settings = [.. PrivateIndex.Settings, "i18n.commitEncoding=UTF-8"],
                Input = Encoding.UTF8.GetBytes(request.Message.EndsWith('\n') ? request.Message : request.Message + "\n"),
                RunsHooks = true,
                IsRetried = false,
            },
            cancellationToken).ConfigureAwait(false);
        return (await repository.GetHeadAsync(CancellationToken.None).ConfigureAwait(false)).Sha!;
    }

    private async Task<string?> TreeOfAsync(GitHead head, CancellationToken cancellationToken) =>
        head.Sha is null ? null : (await _git.ReadAsync(["rev-parse", "--verify", head.Sha + "^{tree}"], cancellationToken).ConfigureAwait(false)).Text;
}
