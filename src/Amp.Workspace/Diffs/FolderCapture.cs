using Amp.Workspace.Git;

namespace Amp.Workspace.Diffs;

/// <summary>Writes a folder that is no repository as a tree of a private one. Its index is kept, so that only what changed since the last time is read again.</summary>
internal static class FolderCapture
{
    private const int MaxTries = 5;

    // One by one: they share the index.
    public static async Task<CapturedTree> CaptureAsync(TrackedFolder tracked, FileDiffOptions options, CancellationToken cancellationToken)
    {
        var area = new SnapshotArea { Environment = tracked.Area.With("GIT_INDEX_FILE", tracked.KeptIndex) };
        for (var triesLeft = MaxTries - 1; ; triesLeft--)
        {
            try
            {
                return await TryAsync(tracked, area, options, cancellationToken).ConfigureAwait(false);
            }
            catch (GitException e) when (e.Kind == GitErrorKind.NotFound && triesLeft > 0)
            {
                // A file went away between the look at the folder and the look into the file.
            }
        }
    }

    private static async Task<CapturedTree> TryAsync(TrackedFolder tracked, SnapshotArea area, FileDiffOptions options, CancellationToken cancellationToken)
    {
        var status = await WorkTreeStatus.ReadAsync(tracked.Git, options, area.Environment, cancellationToken).ConfigureAwait(false);
        var embedded = new EmbeddedFiles(tracked.Git, tracked.Root, commonFolder: null, options.IncludesIgnored);
        var embeddedFiles = await embedded.FindAsync(status.EmbeddedRepositories, cancellationToken).ConfigureAwait(false);
        List<string> changed = [.. status.Changes.Where(change => change.Source != ChangeSource.Index).Select(change => change.Path), .. embeddedFiles];
        if (changed.Count > 0)
        {
            await RunAsync(["update-index", "--add", "--remove", "--replace", "-z", "--stdin"], BytePath.Join(changed)).ConfigureAwait(false);
        }

        var tree = await RunAsync(["write-tree"], default).ConfigureAwait(false);
        return new()
        {
            TreeId = tree.Text,
            EmbeddedRepositories = embedded.Captured.ConvertAll(BytePath.ToText),
            LeftOut = embedded.LeftOut.ConvertAll(BytePath.ToText),
        };

        Task<GitResult> RunAsync(string[] arguments, ReadOnlyMemory<byte> input) =>
            tracked.Git.RunAsync(new GitCall(arguments) { Environment = area.Environment, Settings = [.. PrivateIndex.Settings, "core.bigFileThreshold=32m", "core.compression=1"], Input = input }, cancellationToken);
    }
}
