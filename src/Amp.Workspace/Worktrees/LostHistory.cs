using System.Text;
using System.Text.RegularExpressions;
using Amp.Workspace.Git;

namespace Amp.Workspace.Worktrees;

/// <summary>Finds the commits that only a worktree's own state reaches: those of a detached HEAD, of its reflog (what a reset left behind), of a rebase under way.</summary>
internal static partial class LostHistory
{
    // A reflog may name commits that a partial clone lacks, and that were never anybody's here.
    private static readonly Dictionary<string, string> OnlyWhatIsHere = new(StringComparer.Ordinal) { ["GIT_NO_LAZY_FETCH"] = "1" };

    // Where git keeps names of commits in a worktree's folder of state. The index and objects of submodules are looked at elsewhere.
    private static readonly string[] Folders = ["logs", "refs", "rebase-merge", "rebase-apply", "sequencer"];

    /// <param name="git">Git in the repository that all worktrees share.</param>
    /// <param name="adminDirectory">The worktree's state.</param>
    /// <param name="headSha">Where it stands.</param>
    /// <param name="branchToDelete">A branch that does not count, because it goes as well.</param>
    /// <param name="cancellationToken">Ends git.</param>
    /// <returns>The ends of that history, and how many commits of HEAD are in it.</returns>
    public static async Task<(IReadOnlyList<string> Tips, int OfHead)> FindAsync(GitCommand git, string adminDirectory, string? headSha, string? branchToDelete, CancellationToken cancellationToken)
    {
        var names = NamesIn(FilesOf(adminDirectory));
        if (Directory.Exists(Path.Combine(git.Folder, "reftable")))
        {
            var call = new GitCall("reflog", "show", "--format=%H", "HEAD") { IsRead = true, AcceptedExitCodes = [0, 128], Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["GIT_DIR"] = adminDirectory } };
            names.UnionWith((await git.RunAsync(call, cancellationToken).ConfigureAwait(false)).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }

        if (headSha is not null)
        {
            names.Add(headSha);
        }

        if (branchToDelete is not null)
        {
            var tip = await git.RunAsync(new("rev-parse", "--verify", "--quiet", "refs/heads/" + branchToDelete) { IsRead = true, AcceptedExitCodes = [0, 1] }, cancellationToken).ConfigureAwait(false);
            names.UnionWith(tip.ExitCode == 0 ? [tip.Text] : []);
            // Its log goes with it, and may know of commits that were made or thrown away elsewhere.
            var log = Path.Combine([git.Folder, "logs", "refs", "heads", .. branchToDelete.Split('/')]);
            names.UnionWith(File.Exists(log) ? NamesIn([log]) : []);
        }

        if (names.Count == 0)
        {
            return ([], 0);
        }

        List<string> arguments = ["rev-list", "--parents", "--topo-order", "--ignore-missing", "--stdin", "--not"];
        arguments.AddRange(((string?[])["refs/bisect/*", "refs/worktree/*", "refs/rewritten/*", branchToDelete is null ? null : "refs/heads/" + branchToDelete]).OfType<string>().Select(pattern => "--exclude=" + pattern));
        arguments.Add("--glob=refs/*");
        var others = OtherHeads(git.Folder, adminDirectory).Select(sha => "^" + sha);
        var result = await git.RunAsync(new GitCall(arguments) { IsRead = true, Environment = OnlyWhatIsHere, Input = Encoding.ASCII.GetBytes(string.Join('\n', [.. names, .. others]) + "\n") }, cancellationToken).ConfigureAwait(false);
        var lost = result.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).ToDictionary(line => line[0], line => line[1..], StringComparer.Ordinal);
        var parents = lost.Values.SelectMany(sha => sha).ToHashSet(StringComparer.Ordinal);
        return ([.. lost.Keys.Where(sha => !parents.Contains(sha))], CountFrom(headSha, lost));
    }

    private static IEnumerable<string> FilesOf(string adminDirectory) =>
        Directory.EnumerateFiles(adminDirectory).Where(file => Path.GetFileName(file) is var name && name is not ("index" or "gitdir" or "commondir" or "locked") && !name.StartsWith("sharedindex.", StringComparison.Ordinal))
            .Concat(Folders.Select(folder => Path.Combine(adminDirectory, folder)).Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)));

    // Line by line: the log of a worktree that lives long is long.
    private static HashSet<string> NamesIn(IEnumerable<string> files)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in files.SelectMany(file => File.ReadLines(file, Encoding.Latin1)))
        {
            foreach (var match in ObjectName().EnumerateMatches(line))
            {
                if (line.AsSpan(match.Index, match.Length).ContainsAnyExcept('0'))
                {
                    names.Add(line.Substring(match.Index, match.Length));
                }
            }
        }

        return names;
    }

    // A detached HEAD keeps its commits as long as its worktree is there; a removal of that one looks anew.
    private static IEnumerable<string> OtherHeads(string commonDirectory, string adminDirectory)
    {
        var worktrees = Path.Combine(commonDirectory, "worktrees");
        var heads = Directory.Exists(worktrees) ? Directory.EnumerateDirectories(worktrees).Where(folder => !WorktreeLayout.PathsEqual(folder, adminDirectory)) : [];
        foreach (var file in heads.Append(commonDirectory).Select(folder => Path.Combine(folder, "HEAD")))
        {
            var text = ReadHead(file);
            if (ObjectName().Match(text) is { Success: true } match && match.Length == text.Length)
            {
                yield return text;
            }
        }
    }

    // It may go this moment. Then it keeps nothing.
    private static string ReadHead(string file)
    {
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return "";
        }
    }

    private static int CountFrom(string? sha, Dictionary<string, string[]> lost)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var next = new Stack<string>(sha is null ? [] : [sha]);
        while (next.TryPop(out var at))
        {
            if (lost.TryGetValue(at, out var parents) && seen.Add(at))
            {
                foreach (var parent in parents)
                {
                    next.Push(parent);
                }
            }
        }

        return seen.Count;
    }

    [GeneratedRegex(@"\b(?:[0-9a-f]{64}|[0-9a-f]{40})\b")]
    private static partial Regex ObjectName();
}
