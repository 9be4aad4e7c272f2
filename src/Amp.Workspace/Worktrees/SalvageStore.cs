using System.Globalization;
using System.Text;
using Amp.Workspace.Git;
using Amp.Workspace.Worktrees;

namespace Amp.Workspace;

/// <summary>What removals have kept: lists it, puts it back, and lets it go when it is old enough.</summary>
/// <remarks>Safe to use from any thread. Get it from <see cref="WorktreeManager.Salvages"/>.</remarks>
public sealed class SalvageStore
{
    private const int FieldCount = 5;

    private readonly GitCommand _git;
    private readonly TimeProvider _clock;
    private readonly AuditLog? _audit;

    internal SalvageStore(GitCommand git, TimeProvider clock, AuditLog? audit) => (_git, _clock, _audit) = (git, clock, audit);

    /// <summary>Everything that is kept, the oldest first.</summary>
    /// <param name="cancellationToken">Ends git.</param>
    /// <returns>The salvages of the repository.</returns>
    public async Task<IReadOnlyList<Salvage>> ListAsync(CancellationToken cancellationToken = default) => await ReadAsync("", cancellationToken).ConfigureAwait(false);

    /// <summary>One salvage.</summary>
    /// <param name="id">Its name.</param>
    /// <param name="cancellationToken">Ends git.</param>
    /// <returns>The salvage.</returns>
    /// <exception cref="GitException">There is none of that name.</exception>
    public async Task<Salvage> GetAsync(string id, CancellationToken cancellationToken = default)
    {
        GitArgument.Branch(id, nameof(id));
        return (await ReadAsync(id, cancellationToken).ConfigureAwait(false)).FirstOrDefault(salvage => salvage.Id == id)
            ?? throw new GitException(GitErrorKind.NotFound, $"There is no salvage '{id}' in '{_git.Folder}'. {nameof(SalvageStore)}.{nameof(ListAsync)} names those that there are.");
    }

    /// <summary>Puts a salvage back into a work tree: files, deletions and index, byte for byte. What the work tree holds must be clean and stand on the same commit, as a new worktree at <see cref="Salvage.HeadSha"/> does.</summary>
    /// <param name="id">Its name.</param>
    /// <param name="worktree">The folder of the work tree.</param>
    /// <param name="cancellationToken">Ends git; the work tree is then half restored, and the salvage is still whole.</param>
    /// <returns>The salvage. It stays.</returns>
    /// <exception cref="GitException">There is none of that name, or the work tree is not clean, stands elsewhere, or has an ignored file where the salvage has another (<see cref="GitErrorKind.Conflict"/>).</exception>
    public async Task<Salvage> RestoreAsync(string id, string worktree, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(worktree);
        var salvage = await GetAsync(id, cancellationToken).ConfigureAwait(false);
        await SalvageRestoration.RunAsync(_git.In(Path.GetFullPath(worktree)), salvage, cancellationToken).ConfigureAwait(false);
        return salvage;
    }

    /// <summary>Lets go of old salvages. What only they reached is lost when git collects garbage, some two weeks later.</summary>
    /// <param name="olderThan">How old a salvage must be to go: zero or more.</param>
    /// <param name="isDryRun">Says what would go, and lets go of nothing.</param>
    /// <param name="cancellationToken">Ends git between two of them.</param>
    /// <returns>Those that went, or would.</returns>
    public async Task<IReadOnlyList<Salvage>> ExpireAsync(TimeSpan olderThan, bool isDryRun = false, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(olderThan, TimeSpan.Zero);
        var limit = _clock.GetUtcNow() - olderThan;
        var old = (await ListAsync(cancellationToken).ConfigureAwait(false)).Where(salvage => salvage.CreatedAt <= limit).ToArray();
        foreach (var salvage in isDryRun ? [] : old)
        {
            _audit?.Write("salvage-expired", salvage.WorktreeId ?? "", $"older than {olderThan}", salvage.WorktreePath, salvage.Sha, salvage.Branch, salvage.Id);
            // The old value: only what we have looked at goes.
            await _git.RunAsync(new("update-ref", "-d", SalvageWriter.References + salvage.Id, salvage.Sha), cancellationToken).ConfigureAwait(false);
        }

        return old;
    }

    /// <summary>Lets go of one salvage, because what it holds is kept elsewhere or is not wanted. What only it reached is lost when git collects garbage, some two weeks later.</summary>
    /// <param name="salvage">The salvage, as it was listed.</param>
    /// <param name="reason">Why, for the audit log.</param>
    /// <param name="cancellationToken">Ends git.</param>
    /// <exception cref="GitException">It is gone, or another one has its name.</exception>
    public async Task DropAsync(Salvage salvage, string reason, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(salvage);
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        GitArgument.Branch(salvage.Id, nameof(salvage));
        _audit?.Write("salvage-dropped", salvage.WorktreeId ?? "", reason, salvage.WorktreePath, salvage.Sha, salvage.Branch, salvage.Id);
        await _git.RunAsync(new("update-ref", "-d", SalvageWriter.References + salvage.Id, GitArgument.Revision(salvage.Sha, nameof(salvage))), cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<Salvage>> ReadAsync(string id, CancellationToken cancellationToken)
    {
        var result = await _git.ReadAsync(["for-each-ref", "--sort=creatordate", "--sort=refname", "--format=%(refname)%00%(objectname)%00%(creatordate:unix)%00%(parent)%00%(contents:body)%00", SalvageWriter.References + id], cancellationToken).ConfigureAwait(false);
        return [.. result.SplitAtNul().Chunk(FieldCount).Where(fields => fields.Length == FieldCount).Select(ToSalvage).OrderBy(salvage => salvage.CreatedAt)];
    }

    private static Salvage ToSalvage(string[] fields)
    {
        var at = fields[4].IndexOf(SalvageNote.Word, StringComparison.Ordinal);
        var note = at < 0 ? null : WorktreeJson.TryRead(Encoding.UTF8.GetBytes(fields[4][(at + SalvageNote.Word.Length)..].Trim()), WorktreeJson.Default.SalvageNote);
        var parents = fields[3].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var named = (note?.HasHead is true ? 1 : 0) + (note?.HasIndex is true ? 1 : 0);
        return new()
        {
            Id = fields[0].TrimStart('\n')[SalvageWriter.References.Length..],
            Sha = fields[1],
            CreatedAt = DateTimeOffset.FromUnixTimeSeconds(long.Parse(fields[2], CultureInfo.InvariantCulture)),
            HeadSha = note?.HasHead is true ? parents[0] : null,
            IndexSha = note?.HasIndex is true ? parents[named - 1] : null,
            OtherTips = parents[named..],
            Branch = note?.Branch,
            WorktreePath = note?.Path,
            WorktreeId = note?.WorktreeId,
            Conflicts = note?.Conflicts ?? [],
        };
    }
}
