using System.Globalization;
using Amp.Workspace.Git;

namespace Amp.Workspace.Diffs;

/// <summary>Asks git what changed between two trees, and reads the answer. The user's settings for diffs do not reach it.</summary>
internal sealed class TreeDiff(GitCommand git, FileDiffOptions options)
{
    // Each of these asks for a patch, also where it seems only to shape one.
    private string[] PatchForm =>
        ["--patch", "--binary", "--full-index", "--src-prefix=a/", "--dst-prefix=b/", string.Create(CultureInfo.InvariantCulture, $"--unified={options.ContextLines}"), "--inter-hunk-context=0", "--submodule=short"];

    public async Task<WorkspaceDiff> ReadAsync(string from, string to, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        if (from == to)
        {
            return new(from, to, [], default, isPatchLeftOut: false);
        }

        try
        {
            var whole = await git.RunAsync(Call(["--raw", "--numstat", .. PatchForm, "-z"], from, to, environment) with { MaxOutputBytes = options.MaxPatchBytes }, cancellationToken).ConfigureAwait(false);
            return Read(from, to, whole.Output, isPatchLeftOut: false);
        }
        catch (GitException e) when (e.Kind == GitErrorKind.OutputTooLarge)
        {
            var numbers = await git.RunAsync(Call(["--raw", "--numstat", "-z"], from, to, environment), cancellationToken).ConfigureAwait(false);
            return Read(from, to, numbers.Output, isPatchLeftOut: true);
        }
    }

    public Task WriteAsync(string from, string to, string file, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken) =>
        git.RunAsync(Call([.. PatchForm, "--output=" + file], from, to, environment), cancellationToken);

    private GitCall Call(string[] forms, string from, string to, IReadOnlyDictionary<string, string> environment)
    {
        var renames = options.RenameSimilarity is { } percent ? string.Create(CultureInfo.InvariantCulture, $"--find-renames={percent}%") : "--no-renames";
        return new(
            [
                "diff-tree", "-r", renames, "-l1000", .. forms, "--no-color", "--no-ext-diff", "--no-textconv", "--no-relative", "--ignore-submodules=none", from, to, "--",
            ])
        {
            IsRead = true,
            Environment = environment,
            Settings = ["diff.suppressBlankEmpty=false", "core.quotePath=true"],
        };
    }

    /// <summary>Raw records, then the numbers, then an empty field, then the patch.</summary>
    private static WorkspaceDiff Read(string from, string to, ReadOnlyMemory<byte> output, bool isPatchLeftOut)
    {
        var rest = output;
        var raws = new List<RawChange>();
        while (rest.Length > 0 && rest.Span[0] == ':')
        {
            var fields = TakeField(ref rest)[1..].Split(' ');
            var path = TakeField(ref rest);
            raws.Add(new(fields[0], fields[1], fields[2] == fields[3], fields[4], path, fields[4][0] is 'R' or 'C' ? TakeField(ref rest) : null));
        }

        var numbers = raws.ConvertAll(_ => TakeNumbers(ref rest));
        if (rest.Length > 0)
        {
            TakeField(ref rest);
        }

        var sections = new Queue<ReadOnlyMemory<byte>>(PatchLines.Sections(rest));
        var files = raws.Zip(numbers, (raw, number) => Describe(raw, number, sections)).ToList();
        return new(from, to, files, rest, isPatchLeftOut);
    }

    private static FileDiff Describe(RawChange raw, (int? Added, int? Deleted) number, Queue<ReadOnlyMemory<byte>> sections) => new()
    {
        Path = BytePath.ToText(raw.NewPath ?? raw.Path),
        OldPath = raw.NewPath is null ? null : BytePath.ToText(raw.Path),
        Operation = raw.Status[0] switch
        {
            'A' => FileOperation.Create,
            'D' => FileOperation.Delete,
            'R' => FileOperation.Rename,
            'T' => FileOperation.TypeChange,
            _ => raw.IsSameContent ? FileOperation.ModeChange : FileOperation.Modify,
        },
        LinesAdded = number.Added ?? 0,
        LinesDeleted = number.Deleted ?? 0,
        IsBinary = number.Added is null,
        OldMode = raw.Status[0] == 'A' ? null : raw.OldMode,
        NewMode = raw.Status[0] == 'D' ? null : raw.NewMode,
        Similarity = raw.NewPath is null ? null : int.Parse(raw.Status.AsSpan(1), CultureInfo.InvariantCulture),

        // A change of type is a deletion and a creation.
        Patch = TakeSections(sections, raw.Status[0] == 'T' ? 2 : 1),
    };

    private static ReadOnlyMemory<byte> TakeSections(Queue<ReadOnlyMemory<byte>> sections, int count)
    {
        var taken = new List<byte>();
        for (; count > 1 && sections.Count > 0; count--)
        {
            taken.AddRange(sections.Dequeue().Span);
        }

        if (sections.Count == 0)
        {
            return default;
        }

        return taken.Count == 0 ? sections.Dequeue() : (byte[])[.. taken, .. sections.Dequeue().Span];
    }

    // "added TAB deleted TAB path", or for a rename an empty path and then two fields. A binary file has "-".
    private static (int? Added, int? Deleted) TakeNumbers(ref ReadOnlyMemory<byte> rest)
    {
        var fields = TakeField(ref rest).Split('\t', 3);
        if (fields[2].Length == 0)
        {
            TakeField(ref rest);
            TakeField(ref rest);
        }

        return fields[0] == "-" ? (null, null) : (int.Parse(fields[0], CultureInfo.InvariantCulture), int.Parse(fields[1], CultureInfo.InvariantCulture));
    }

    private static string TakeField(ref ReadOnlyMemory<byte> rest)
    {
        var end = rest.Span.IndexOf((byte)0);
        var field = BytePath.FromBytes(end < 0 ? rest.Span : rest.Span[..end]);
        rest = end < 0 ? default : rest[(end + 1)..];
        return field;
    }

    private sealed record RawChange(string OldMode, string NewMode, bool IsSameContent, string Status, string Path, string? NewPath);
}
