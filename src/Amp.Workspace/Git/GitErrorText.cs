using System.Text.RegularExpressions;

namespace Amp.Workspace.Git;

/// <summary>Reads the kind of a failure from git's messages in the C locale. The first line of the table that fits wins.</summary>
internal static partial class GitErrorText
{
    private const StringComparison Exactly = StringComparison.Ordinal;

    private static readonly (GitErrorKind Kind, string[] Words)[] Table =
    [
        (GitErrorKind.DubiousOwnership, ["detected dubious ownership", "unsafe repository ("]),
        (GitErrorKind.NotARepository, ["not a git repository", "does not appear to be a git repository"]),
        (GitErrorKind.NoCommits, ["does not have any commits yet", "your current branch appears to be broken", "You do not have the initial commit yet"]),
        (GitErrorKind.NoWorkTree, ["this operation must be run in a work tree", "must be run in a work tree", "does not work in a bare repository"]),
        (GitErrorKind.DiskFull, ["No space left on device", "Disk quota exceeded", "There is not enough space on the disk"]),
        (GitErrorKind.Locked, [".lock': File exists", ".lock: File exists", "Another git process seems to be running", "could not lock config file"]),
        (GitErrorKind.AlreadyCheckedOut, ["is already checked out at", "is already used by worktree at"]),
        (GitErrorKind.NoIdentity, ["Please tell me who you are", "unable to auto-detect email address", "empty ident name"]),
        (GitErrorKind.Authentication, ["Authentication failed", "could not read Username", "could not read Password", "terminal prompts disabled", "Permission denied (publickey", "Host key verification failed", "The requested URL returned error: 401", "The requested URL returned error: 403"]),
        (GitErrorKind.PushRejected, ["[rejected]", "[remote rejected]", "failed to push some refs"]),
        (GitErrorKind.Network, ["Could not resolve host", "Failed to connect", "Connection refused", "Connection timed out", "Could not resolve hostname", "The remote end hung up", "unable to access '"]),
        (GitErrorKind.Corrupt, ["is corrupt", "unable to read tree", "missing blob object", "bad object HEAD", "index file corrupt", "bad signature 0x", "object file", "unable to read sha1 file", "bad index file", "packfile "]),
        (GitErrorKind.Conflict, ["CONFLICT (", "Automatic merge failed", "patch does not apply", "patch failed:", "would be overwritten by", "could not apply ", "you need to resolve your current index first", "Resolve all conflicts manually", "with conflicts", "You have unstaged changes", "cannot merge: You have", "is unmerged", "Committing is not possible because you have unmerged files", " but expected "]),
        (GitErrorKind.AlreadyExists, ["already exists", "File exists", "exists; cannot create"]),
        (GitErrorKind.BadReference, ["invalid reference", "unknown revision", "bad revision", "Not a valid object name", "is not a valid branch name", "not a valid ref", "ambiguous argument", "bad object", "Needed a single revision", "not something we can merge", "unable to resolve reference", "not a commit", "invalid object name", "not a tree object", "malformed object name", "cannot lock ref", "could not parse object", "Could not parse object", "is not a valid ref", "not a valid object", "couldn't find remote ref", "invalid upstream", "Failed to resolve"]),
        (GitErrorKind.PermissionDenied, ["Permission denied", "Operation not permitted", "Read-only file system", "insufficient permission"]),
        (GitErrorKind.NotFound, ["No such file or directory", "is not a working tree", "did not match any file", "No such remote", "not found", "does not exist", "cannot change to"]),
    ];

    public static GitErrorKind Classify(int exitCode, string standardError, string output)
    {
        // A merge tells of its conflicts on standard output.
        foreach (var (kind, words) in Table)
        {
            foreach (var word in words)
            {
                if (standardError.Contains(word, Exactly) || (kind is GitErrorKind.Conflict && output.Contains(word, Exactly)))
                {
                    return kind;
                }
            }
        }

        return exitCode == 129 ? GitErrorKind.Usage : GitErrorKind.Other;
    }

    /// <summary>What to do about it, where that is not plain.</summary>
    public static string Advice(GitErrorKind kind, string folder) => kind switch
    {
        GitErrorKind.DubiousOwnership => $" Git trusts only repositories of its own user: if you trust this one, run 'git config --global --add safe.directory {folder}'.",
        GitErrorKind.NoCommits => " The repository has no commit yet: make one first, for example 'git commit --allow-empty -m \"First commit\"'.",
        GitErrorKind.Locked => " Another process works on the same repository; if none does, a crashed git left the lock file behind: delete it.",
        GitErrorKind.Authentication => " Git cannot ask for a password here: set up a credential helper, an SSH agent or a token first.",
        GitErrorKind.NoIdentity => " Set user.name and user.email, or give the author with the call.",
        _ => "",
    };

    /// <summary>Takes passwords out of addresses: <c>https://user:secret@host/</c>.</summary>
    public static string WithoutSecrets(string text) => UserInfo().Replace(text, "://***@");

    [GeneratedRegex("://[^/\\s@]+@")]
    private static partial Regex UserInfo();
}
