using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Amp.Workspace.Worktrees;

/// <summary>Where everything of a repository's worktrees lies.</summary>
/// <remarks>
/// <code>
/// base/amp-worktrees/name-hash/            ours: marked, one folder per worktree
/// base/amp-worktrees/name-hash/.trash/     what a removal is just taking away
/// common/amp/worktrees/id.json             one record per worktree
/// common/amp/pending/id.json               the same while something is being done with it
/// common/amp/worktrees.lock                one at a time, across processes
/// common/amp/audit.jsonl                   every deletion
/// </code>
/// </remarks>
internal sealed class WorktreeLayout
{
    private const string OwnFolder = "amp-worktrees";
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public WorktreeLayout(GitRepository repository, WorktreeOptions options)
    {
        var state = Path.Combine(repository.CommonDirectory, "amp");
        CommonDirectory = repository.CommonDirectory;
        Records = Path.Combine(state, "worktrees");
        Pending = Path.Combine(state, "pending");
        LockFile = Path.Combine(state, "worktrees.lock");
        AuditFile = Path.Combine(state, "audit.jsonl");
        AdminFolder = Path.Combine(repository.CommonDirectory, "worktrees");

        var top = Path.GetFileName(repository.CommonDirectory) is ".git" ? Path.GetDirectoryName(repository.CommonDirectory)! : repository.CommonDirectory;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(repository.CommonDirectory)))[..8];
        var baseDirectory = RealPath.Of(options.BaseDirectory ?? DefaultBase());
        Folder = Path.Combine(baseDirectory, OwnFolder, $"{FileNameOf(Path.GetFileName(top))}-{hash}");
        Trash = Path.Combine(Folder, ".trash");
        if (IsInside(Folder, RealPath.Of(top)) || IsInside(Folder, RealPath.Of(CommonDirectory)) || (repository.WorkTree is { } own && IsInside(Folder, RealPath.Of(own))))
        {
            throw new ArgumentException($"{nameof(WorktreeOptions)}.{nameof(WorktreeOptions.BaseDirectory)} '{baseDirectory}' is inside the repository, where worktrees would show up as its files. Give a folder outside of '{top}'.", nameof(options));
        }
    }

    public string CommonDirectory { get; }

    public string Folder { get; }

    public string Trash { get; }

    public string Records { get; }

    public string Pending { get; }

    public string LockFile { get; }

    public string AuditFile { get; }

    public string AdminFolder { get; }

    /// <summary>Makes the folders, private to the user: what is copied into a worktree may be secret.</summary>
    public void Create()
    {
        CreatePrivate(Path.GetDirectoryName(LockFile)!);
        CreatePrivate(Records);
        CreatePrivate(Pending);
        CreatePrivate(Folder);
        var marker = Path.Combine(Folder, FolderMarker.FileName);
        if (!File.Exists(marker))
        {
            AtomicFile.Write(marker, JsonSerializer.SerializeToUtf8Bytes(new FolderMarker(FolderMarker.Amp, CommonDirectory), WorktreeJson.Default.FolderMarker));
        }
        else if (!IsMarked())
        {
            throw new WorkspaceException($"'{Folder}' is marked as the folder of another repository's worktrees ('{marker}'). Give another {nameof(WorktreeOptions)}.{nameof(WorktreeOptions.BaseDirectory)}.");
        }
    }

    /// <summary>The folder is ours, and this repository's.</summary>
    public bool IsMarked()
    {
        try
        {
            var marker = WorktreeJson.TryRead(File.ReadAllBytes(Path.Combine(Folder, FolderMarker.FileName)), WorktreeJson.Default.FolderMarker);
            return marker is { Tool: FolderMarker.Amp } && PathsEqual(marker.CommonDirectory, CommonDirectory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The path is a folder right below ours, by its own name: never one that a link or <c>..</c> leads to.</summary>
    public bool IsOwnPath(string path) =>
        PathsEqual(Path.GetDirectoryName(Path.GetFullPath(path)) ?? "", Folder) && !Path.GetFileName(path).StartsWith('.')
        && (new DirectoryInfo(path) is not { Exists: true } folder || folder.LinkTarget is null);

    public static bool PathsEqual(string left, string right) =>
        string.Equals(Path.TrimEndingDirectorySeparator(left), Path.TrimEndingDirectorySeparator(right), OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    public static bool IsInside(string path, string folder)
    {
        var relative = Path.GetRelativePath(folder, path);
        return relative is "." || (!Path.IsPathRooted(relative) && relative is not ".." && !relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal));
    }

    /// <summary>A name of the file system's smallest common alphabet.</summary>
    public static string FileNameOf(string text)
    {
        var name = new string([.. text.Take(40).Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' ? letter : '-')]).Trim('-');
        return name.Length == 0 ? "repository" : name;
    }

    public static void CreatePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, Private);
        }
    }

    private static string DefaultBase() => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "amp-workspace");
}
