using System.Text;

namespace Amp.Workspace.Tests.Diffs;

/// <summary>Changes a folder as nobody would on purpose: every kind of file, name and change that git can hold. The same for the same seed.</summary>
internal sealed class RandomEdits(string root, int seed)
{
    private static readonly string[] Names =
    [
        "plain.txt", "with space", "line\nbreak", "tab\there", "\"quoted\"", "back\\slash", "grün", "日本", "-dash", "--option=x", "#hash", "!bang", "*star?[x]", "trailing ", "é/ü", "a", "b", "c",
        "deep/er/and/deeper/file", "deep/er/other", "deep/x", "a.b", "a-b", "a0", "~tilde", "$(dollar)", "'", ":(top)x", "diff --git a b", "crlf.txt",
    ];

    private readonly Random _random = new(seed);

    public void Apply(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Step();
        }
    }

    private void Step()
    {
        var files = Files();
        var any = files.Count == 0 ? null : files[_random.Next(files.Count)];
        switch (any is null ? 0 : _random.Next(12))
        {
            case 0 or 1 or 2:
                Create(NewPath());
                break;
            case 3 or 4 or 5:
                Modify(any!);
                break;
            case 6:
                Remove(any!);
                break;
            case 7 or 8:
                Rename(any!, NewPath());
                break;
            case 9:
                ToggleMode(any!);
                break;
            case 10:
                Remove(any!);
                Link(any!);
                break;
            default:
                // A file becomes a folder.
                Remove(any!);
                Create(Path.Combine(any!, Names[_random.Next(Names.Length)]));
                break;
        }
    }

    private string NewPath()
    {
        var path = Path.Combine(root, Names[_random.Next(Names.Length)]);
        return _random.Next(4) == 0 ? path + _random.Next(10) : path;
    }

    private void Create(string path)
    {
        MakeRoom(path);
        if (_random.Next(8) == 0)
        {
            Link(path);
        }
        else
        {
            File.WriteAllBytes(path, Content());
            if (_random.Next(5) == 0)
            {
                ToggleMode(path);
            }
        }
    }

    private void Modify(string path)
    {
        if (new FileInfo(path).LinkTarget is not null)
        {
            Remove(path);
            Link(path);
            return;
        }

        var bytes = File.ReadAllBytes(path);
        if (bytes.Length == 0 || bytes.Contains((byte)0))
        {
            File.WriteAllBytes(path, Content());
            return;
        }

        var lines = Encoding.Latin1.GetString(bytes).Split('\n').ToList();
        for (var i = _random.Next(3); i >= 0; i--)
        {
            var at = _random.Next(lines.Count);
            switch (_random.Next(3))
            {
                case 0:
                    lines.Insert(at, Line());
                    break;
                case 1:
                    lines[at] = Line();
                    break;
                default:
                    lines.RemoveAt(at);
                    lines.Add(Line());
                    break;
            }
        }

        File.WriteAllBytes(path, Encoding.Latin1.GetBytes(string.Join('\n', lines)));
    }

    private void Rename(string from, string to)
    {
        // Not into itself.
        if (!to.StartsWith(from, StringComparison.Ordinal) && !from.StartsWith(to, StringComparison.Ordinal))
        {
            MakeRoom(to);
            if (Files().Contains(from, StringComparer.Ordinal))
            {
                File.Move(from, to, overwrite: true);
                Prune(from);
                if (_random.Next(2) == 0)
                {
                    Modify(to);
                }
            }
        }
    }

    private static void ToggleMode(string path)
    {
        if (!OperatingSystem.IsWindows() && new FileInfo(path).LinkTarget is null)
        {
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) ^ UnixFileMode.UserExecute);
        }
    }

    private void Link(string path)
    {
        MakeRoom(path);
        File.CreateSymbolicLink(path, Names[_random.Next(Names.Length)] + _random.Next(100));
    }

    private void Remove(string path)
    {
        File.Delete(path);
        Prune(path);
    }

    // A file may stand where a folder is wanted, or the other way about.
    private void MakeRoom(string path)
    {
        for (var above = Path.GetDirectoryName(path)!; above.Length > root.Length; above = Path.GetDirectoryName(above)!)
        {
            if (File.Exists(above) || new FileInfo(above).LinkTarget is not null)
            {
                File.Delete(above);
            }
        }

        if (Directory.Exists(path) && new FileInfo(path).LinkTarget is null)
        {
            Directory.Delete(path, recursive: true);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(path);
    }

    private void Prune(string path)
    {
        for (var above = Path.GetDirectoryName(path)!; above.Length > root.Length && Directory.Exists(above) && !Directory.EnumerateFileSystemEntries(above).Any(); above = Path.GetDirectoryName(above)!)
        {
            Directory.Delete(above);
        }
    }

    private byte[] Content()
    {
        switch (_random.Next(6))
        {
            case 0:
                return [];
            case 1:
                var bytes = new byte[_random.Next(1, 3000)];
                _random.NextBytes(bytes);
                bytes[0] = 0;
                return bytes;
            default:
                var end = _random.Next(3) == 0 ? "\r\n" : "\n";
                var text = string.Join(end, Enumerable.Range(0, _random.Next(1, 40)).Select(_ => Line())) + (_random.Next(3) == 0 ? "" : end);
                return _random.Next(6) == 0 ? Encoding.Latin1.GetBytes(text + "caf\u00e9") : Encoding.UTF8.GetBytes(text);
        }
    }

    private string Line() => _random.Next(10) switch
    {
        0 => "",
        1 => "-- looks like a header",
        2 => "++ b/looks/like/one",
        3 => "diff --git a/x b/x",
        4 => "@@ -1 +1 @@",
        5 => "\\ No newline at end of file",
        6 => "trailing  \t ",
        _ => $"line {_random.Next(30)}",
    };

    private List<string> Files() => [.. new DirectoryInfo(root).EnumerateFileSystemInfos("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
        .Where(entry => entry is FileInfo || entry.LinkTarget is not null)
        .Select(entry => entry.FullName)
        .Where(path => !path.Contains("/.git/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)];
}
