namespace Amp.Client.Settings;

/// <summary>The repository that a run works in, found without running git.</summary>
internal sealed class Workspace
{
    private readonly IReadOnlyList<string> _folders;

    private Workspace(IReadOnlyList<string> folders) => _folders = folders;

    /// <summary>The repository's root; the working directory when there is no repository. Without symbolic links.</summary>
    public string Root => _folders[^1];

    /// <summary>Where the CLI may look for settings of the repository: from the working directory up to the root, those that exist.</summary>
    /// <remarks>
    /// <b>Source.</b> CLI 0.0.1767830505 and 0.0.1774569934 take the nearest, up to the root of a git repository; outside of one, only that of the working directory. Here
    /// each of them counts: a report too many does less harm than one too few.
    /// </remarks>
    public IEnumerable<string> SettingsFiles => _folders
        .SelectMany(static folder => new[] { Path.Combine(folder, ".amp", "settings.json"), Path.Combine(folder, ".amp", "settings.jsonc") })
        .Where(File.Exists);

    public static Workspace At(string directory)
    {
        var here = RealPath.Of(directory);
        List<string> folders = [];
        for (var folder = here; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            folders.Add(folder);
            if (Path.Exists(Path.Combine(folder, ".git")))   // a file in a worktree
            {
                return new(folders);
            }
        }

        return new([here]);
    }
}
