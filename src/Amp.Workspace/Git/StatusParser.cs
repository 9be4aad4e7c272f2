using System.Globalization;

namespace Amp.Workspace.Git;

/// <summary>Reads <c>git status --porcelain=v2 --branch -z</c>.</summary>
internal static class StatusParser
{
    /// <summary>The arguments that make this output, whatever the user has configured.</summary>
    public static IReadOnlyList<string> Arguments(bool withIgnored) =>
    [
        "status", "--porcelain=v2", "--branch", "-z", "--untracked-files=all", "--ignore-submodules=none", "--no-column", "--find-renames",
        withIgnored ? "--ignored=matching" : "--ignored=no",
    ];

    public static GitStatus Parse(GitResult result)
    {
        var entries = new List<GitStatusEntry>();
        string? sha = null, branch = null, upstream = null;
        int? ahead = null, behind = null;
        var fields = result.SplitAtNul();
        for (var i = 0; i < fields.Count; i++)
        {
            var field = fields[i];
            switch (field[0])
            {
                case '#' when Value(field, "# branch.oid ") is { } value:
                    sha = value == "(initial)" ? null : value;
                    break;
                case '#' when Value(field, "# branch.head ") is { } value:
                    branch = value == "(detached)" ? null : value;
                    break;
                case '#' when Value(field, "# branch.upstream ") is { } value:
                    upstream = value;
                    break;
                case '#' when Value(field, "# branch.ab ") is { } value:
                    var counts = value.Split(' ');
                    (ahead, behind) = (int.Parse(counts[0], CultureInfo.InvariantCulture), -int.Parse(counts[1], CultureInfo.InvariantCulture));
                    break;
                case '1':
                    entries.Add(Changed(field, fieldsBefore: 8, null));
                    break;
                case '2':
                    entries.Add(Changed(field, fieldsBefore: 9, fields[++i]));
                    break;
                case 'u':
                    entries.Add(Changed(field, fieldsBefore: 10, null) with { IsConflict = true });
                    break;
                case '?':
                    entries.Add(new() { Path = field[2..], IsUntracked = true });
                    break;
                case '!':
                    entries.Add(new() { Path = field[2..], IsIgnored = true });
                    break;
                default:
                    // A line of a later git: more facts, never another path.
                    break;
            }
        }

        return new() { Head = new() { Sha = sha, Branch = branch }, Upstream = upstream, AheadBy = ahead, BehindBy = behind, Entries = entries };
    }

    // 1 XY sub … path: the path is the last field and may hold spaces.
    private static GitStatusEntry Changed(string field, int fieldsBefore, string? originalPath)
    {
        var parts = field.Split(' ', fieldsBefore + 1);
        return new() { Path = parts[^1], OriginalPath = originalPath, IndexState = parts[1][0], WorkTreeState = parts[1][1], IsSubmodule = parts[2][0] == 'S' };
    }

    private static string? Value(string field, string name) => field.StartsWith(name, StringComparison.Ordinal) ? field[name.Length..] : null;
}
