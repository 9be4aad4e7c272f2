using Amp.Client.Authentication;

namespace Amp.Client.Threads;

/// <summary>Where the CLI and the editors keep threads, and what else they know of them.</summary>
/// <param name="Roots">The folders of thread files.</param>
/// <param name="DataFolders">The CLI's own folders: <c>history.jsonl</c>, <c>session.json</c>.</param>
/// <param name="StateFolders">Where <c>last-thread-id</c> may be.</param>
/// <param name="FileChanges">Where the CLI keeps what it changed, a folder for each thread.</param>
internal sealed record ThreadPlaces(IReadOnlyList<AmpThreadRoot> Roots, IReadOnlyList<string> DataFolders, IReadOnlyList<string> StateFolders, string? FileChanges)
{
    private static readonly string[] Editors = ["Code", "Code - Insiders", "VSCodium", "Cursor", "Windsurf"];

    /// <summary>The folders are named, each once; whether they are there is another matter.</summary>
    public static ThreadPlaces In(IReadOnlyDictionary<string, string> variables)
    {
        var data = Distinct(DataFoldersIn(variables));
        var editors = EditorFoldersIn(variables).SelectMany(folder => Editors.Select(editor =>
            new AmpThreadRoot(Path.Combine(Path.GetFullPath(folder), editor, "User", "globalStorage", "sourcegraph.amp", "threads3"), AmpThreadRootKind.Editor, editor)));
        var home = HomeFolder.In(variables);
        return new(
            [.. data.Select(folder => new AmpThreadRoot(Path.Combine(folder, "threads"), AmpThreadRootKind.Cli, "amp")), .. editors.DistinctBy(root => root.Folder)],
            data,
            Distinct([.. data, Below(variables, "XDG_STATE_HOME", "amp"), home is null ? null : Path.Combine(home, ".local", "state", "amp")]),
            home is null ? null : Path.Combine(home, ".amp", "file-changes"));
    }

    /// <summary>The roots of the caller's; what lies beside a folder called <c>threads</c> goes with it.</summary>
    public static ThreadPlaces Of(IReadOnlyList<AmpThreadRoot> roots)
    {
        var data = Distinct(roots.Where(root => root.Kind is AmpThreadRootKind.Cli).Select(root => Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(root.Folder))));

        // As the system names the files in them when it tells of a change.
        return new([.. roots.Select(static root => root with { Folder = Path.GetFullPath(root.Folder) })], data, data, FileChanges: null);
    }

    private static IEnumerable<string?> DataFoldersIn(IReadOnlyDictionary<string, string> variables)
    {
        // The first is a convention of other readers of threads, not the CLI's.
        yield return Below(variables, "AMP_DATA_HOME", "amp");
        yield return HomeFolder.AmpDataIn(variables);
        if (HomeFolder.In(variables) is { } home)
        {
            yield return Path.Combine(home, ".local", "share", "amp");
        }

        if (OperatingSystem.IsWindows())
        {
            yield return Below(variables, "APPDATA", "amp");
            yield return Below(variables, "LOCALAPPDATA", "amp");
        }
    }

    private static IEnumerable<string> EditorFoldersIn(IReadOnlyDictionary<string, string> variables)
    {
        if (Below(variables, OperatingSystem.IsWindows() ? "APPDATA" : "XDG_CONFIG_HOME", "") is { } folder)
        {
            yield return folder;
        }

        if (HomeFolder.In(variables) is { } home)
        {
            yield return OperatingSystem.IsWindows() ? Path.Combine(home, "AppData", "Roaming")
                : OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Application Support")
                : Path.Combine(home, ".config");
        }
    }

    // As the specification of these variables has it, a relative path counts as none.
    private static string? Below(IReadOnlyDictionary<string, string> variables, string name, string folder) =>
        variables.GetValueOrDefault(name) is { Length: > 0 } value && Path.IsPathFullyQualified(value) ? Path.Combine(value, folder) : null;

    private static string[] Distinct(IEnumerable<string?> folders) =>
        [.. folders.OfType<string>().Select(static folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))).Distinct(StringComparer.Ordinal)];
}
