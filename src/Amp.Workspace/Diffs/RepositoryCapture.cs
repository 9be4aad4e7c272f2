namespace Amp.Workspace.Diffs;

/// <summary>Writes the work tree of a repository as a tree. Nothing of the repository is changed but that objects are added.</summary>
internal static class RepositoryCapture
{
    // The agent may commit, or delete a file, while we look.
    private const int MaxTries = 5;

    public static async Task<CapturedTree> CaptureAsync(TrackedFolder tracked, SnapshotArea area, FileDiffOptions options, CancellationToken cancellationToken)
    {
        for (var triesLeft = MaxTries - 1; ; triesLeft--)
        {
            try
            {
                if (await TryAsync(tracked, area, options, cancellationToken).ConfigureAwait(false) is { } captured)
                {
                    return captured;
                }

                if (triesLeft == 0)
                {
                    throw new WorkspaceException($"The current commit of '{tracked.Root}' changed {MaxTries} times while a snapshot was taken of it. Take it when nobody commits.");
                }
            }
            catch (GitException e) when (e.Kind == GitErrorKind.NotFound && triesLeft > 0)
            {
                // A file went away between the look at the folder and the look into the file.
            }
        }
    }

    private static async Task<CapturedTree?> TryAsync(TrackedFolder tracked, SnapshotArea area, FileDiffOptions options, CancellationToken cancellationToken)
    {
        using var folder = PrivateFolder.Create(options.PrivateRoot);
        var status = await WorkTreeStatus.ReadAsync(tracked.Git, options, area.Environment, cancellationToken).ConfigureAwait(false);
        var embedded = new EmbeddedFiles(tracked.Git, tracked.Root, tracked.CommonFolder, options.IncludesIgnored);
        var embeddedFiles = await embedded.FindAsync(status.EmbeddedRepositories, cancellationToken).ConfigureAwait(false);

        // A path can be there twice: taken out of the index, and then found again as a file that nobody tracks.
        var changes = new Dictionary<string, TreeEntry?>(StringComparer.Ordinal);
        foreach (var change in status.Changes)
        {
            changes[change.Path] = change.Source == ChangeSource.Index ? change.Indexed : null;
        }

        // Beside each other: git reads the files, and the folders that they are in.
        List<ChangedPath> toRead = [.. status.Changes.Where(change => change.Source == ChangeSource.Disk), .. embeddedFiles.Select(path => new ChangedPath(path, ChangeSource.Disk, null))];
        var index = new PrivateIndex(tracked.Git, area, folder.Combine("index"), tracked.IsSha256);
        var writer = new TreeWriter(tracked.Git, area, tracked.IsSha256);
        var reading = writer.ReadAsync(status.HeadCommit, changes.Keys.Concat(embeddedFiles), cancellationToken);
        var adding = toRead.Count == 0 ? Task.FromResult<Dictionary<string, TreeEntry>>([]) : index.AddAsync(toRead, cancellationToken);
        await Task.WhenAll(reading, adding).ConfigureAwait(false);
        if (!await reading.ConfigureAwait(false))
        {
            return null;
        }

        foreach (var (path, entry) in await adding.ConfigureAwait(false))
        {
            changes[path] = entry;
        }

        return new()
        {
            TreeId = await writer.WriteAsync(changes, cancellationToken).ConfigureAwait(false),
            HeadCommit = status.HeadCommit,
            EmbeddedRepositories = embedded.Captured.ConvertAll(BytePath.ToText),
            LeftOut = embedded.LeftOut.ConvertAll(BytePath.ToText),
            DirtySubmodules = status.DirtySubmodules.ConvertAll(BytePath.ToText),
        };
    }
}
