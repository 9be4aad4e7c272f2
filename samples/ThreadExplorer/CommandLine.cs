using System.Globalization;

namespace ThreadExplorer;

/// <summary>What the user asked for.</summary>
internal sealed record CommandLine(string Command, IReadOnlyList<string> Words)
{
    public const string Usage = """
        Usage: ThreadExplorer list | show ID|FILE | watch [ID] | export ID|FILE html|md|jsonl [OUT] | search WORDS | usage [ID]
               --folder DIR   look there for T-*.json
               --cli          ask the CLI too (list, show, export)
               --tool NAME --path PART --since DATE   narrow down a search
        """;

    private static readonly string[] Commands = ["list", "show", "watch", "export", "search", "usage"];

    public string? Folder { get; private init; }

    public bool AsksCli { get; private init; }

    public string? Tool { get; private init; }

    public string? Path { get; private init; }

    public DateTimeOffset? Since { get; private init; }

    public static CommandLine? TryParse(string[] args, out string? problem)
    {
        var (line, words) = (new CommandLine("", []), new List<string>());
        for (var i = 0; i < args.Length; i++)
        {
            var value = i + 1 < args.Length ? args[i + 1] : null;
            switch (args[i])
            {
                case "--cli":
                    line = line with { AsksCli = true };
                    continue;
                case "--folder" or "--tool" or "--path" or "--since" when value is null:
                    problem = $"{args[i]} needs a value.";
                    return null;
                case "--folder" when !Directory.Exists(value):
                    problem = $"There is no folder {value}.";
                    return null;
                case "--folder":
                    line = line with { Folder = System.IO.Path.GetFullPath(value!) };
                    break;
                case "--tool":
                    line = line with { Tool = value };
                    break;
                case "--path":
                    line = line with { Path = value };
                    break;
                case "--since" when DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var since):
                    line = line with { Since = since };
                    break;
                case "--since":
                    problem = $"{value} is no date. Expected one such as 2026-11-20.";
                    return null;
                case ['-', '-', ..]:
                    problem = $"Not known: {args[i]}.";
                    return null;
                default:
                    words.Add(args[i]);
                    continue;
            }

            i++;
        }

        problem = words.Count == 0 ? "What is to be done?" : Commands.Contains(words[0]) ? ProblemOf(line, words) : $"Not known: {words[0]}.";
        return problem is null ? line with { Command = words[0], Words = [.. words.Skip(1)] } : null;
    }

    private static string? ProblemOf(CommandLine line, List<string> words) => (words[0], words.Count) switch
    {
        ("list", > 1) or ("show", > 2) or ("watch" or "usage", > 2) or ("export", > 4) => "That is too much.",
        ("show" or "export", 1) => "Which thread? Give its id (T-…) or a file.",
        ("export", 2) => "As what? html, md or jsonl.",
        ("export", _) when words[2] is not ("html" or "md" or "jsonl") => $"Not known: {words[2]}. Expected html, md or jsonl.",
        ("search", 1) when line is { Tool: null, Path: null } => "What is looked for?",
        _ => null,
    };
}
