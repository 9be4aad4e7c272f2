using System.Text.RegularExpressions;

namespace Amp.Client.Cli;

/// <summary>Reads the text that <c>--help</c> prints. Never throws: what it does not understand is passed over.</summary>
/// <remarks>
/// <b>Source.</b> The help of eight versions from 0.0.1767830505 to 0.0.1790142911 (<c>tests/Recordings/*/help</c>): headlines at the margin,
/// below them entries indented by 2, whose text is indented further and may wrap. Older tools put the text on the line of the flag.
/// </remarks>
internal static partial class HelpParser
{
    public static HelpText Parse(string? help)
    {
        if (string.IsNullOrWhiteSpace(help))
        {
            return HelpText.Empty;
        }

        var sections = Split(ControlSequence().Replace(help, ""));
        return new()
        {
            Flags = [.. Flags(Section("Options").Concat(Section("Global options")))],
            Commands = [.. CommandList.Read(Section("Commands"))],
            Settings = [.. FirstWords(Section("Settings reference"), Setting())],
            EnvironmentVariables = [.. FirstWords(Section("Environment variables"), Variable())],
        };

        IEnumerable<string> Section(string headline) => sections.GetValueOrDefault(headline) ?? [];
    }

    private static Dictionary<string, List<string>> Split(string help)
    {
        var sections = new Dictionary<string, List<string>>(StringComparer.OrdinalIgnoreCase);
        List<string>? section = null;
        foreach (var line in help.Split('\n').Select(static line => line.TrimEnd()))
        {
            if (line.Length > 0 && !char.IsWhiteSpace(line[0]))
            {
                section = null;
                if (line[^1] == ':' && !sections.ContainsKey(line[..^1]))
                {
                    sections[line[..^1]] = section = [];
                }
            }
            else if (line.Length > 0)
            {
                section?.Add(line);
            }
        }

        return sections;
    }

    private static IEnumerable<AmpCliFlag> Flags(IEnumerable<string> lines)
    {
        Match? head = null;
        List<string> text = [];
        var indent = 0;
        foreach (var line in lines)
        {
            // A text may hold a line that begins with a dash, but only further in.
            var margin = line.Length - line.AsSpan().TrimStart().Length;
            if (FlagHead().Match(line) is { Success: true } next && (head is null || margin <= indent))
            {
                if (head is not null)
                {
                    yield return ToFlag(head, text);
                }

                (head, text, indent) = (next, [next.Groups["text"].Value], margin);
            }
            else
            {
                text.Add(line.Trim());
            }
        }

        if (head is not null)
        {
            yield return ToFlag(head, text);
        }
    }

    private static AmpCliFlag ToFlag(Match head, List<string> text)
    {
        string[] names = [.. head.Groups["name"].Captures.Select(static name => name.Value)];
        var name = names.FirstOrDefault(static name => name.StartsWith("--", StringComparison.Ordinal)) ?? names[0];
        var description = string.Join(' ', text.Where(static line => line.Length > 0));
        var value = !head.Groups["value"].Success ? AmpCliFlagValue.None : head.Groups["value"].Value[0] == '[' ? AmpCliFlagValue.Optional : AmpCliFlagValue.Required;
        var allowed = value is AmpCliFlagValue.None ? null : ValueList.Find(description);
        return new()
        {
            Name = name,
            Names = names,
            Value = value,
            Description = description,
            AllowedValues = allowed?.Values ?? [],
            AllowsOtherValues = allowed is null or { IsOpen: true },
        };
    }

    private static IEnumerable<string> FirstWords(IEnumerable<string> lines, Regex entry) =>
        lines.Select(line => entry.Match(line)).Where(static match => match.Success).Select(static match => match.Groups[1].Value);

    // "  -m, --mode <value>", then perhaps two blanks and the text. A value may also be a word in capitals.
    [GeneratedRegex(@"^\s{1,8}(?<name>--?[A-Za-z][\w-]*)(?:(?:, ?|\|| / )(?<name>--?[A-Za-z][\w-]*))*(?:[ =](?<value><[^>]+>|\[[^\]]+\]|[A-Z][A-Z_]+)(?:\.\.\.)?)?(?:\s{2,}(?<text>\S.*))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex FlagHead();

    [GeneratedRegex(@"^  (amp\.[\w.]+)(?:\s|$)")]
    private static partial Regex Setting();

    [GeneratedRegex(@"^  ([A-Z][A-Z0-9_]+)(?:\s|$)")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\x1B\[[0-?]*[ -/]*[@-~]|\r")]
    private static partial Regex ControlSequence();
}
