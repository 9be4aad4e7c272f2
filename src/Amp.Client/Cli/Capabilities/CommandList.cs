using System.Text.RegularExpressions;

namespace Amp.Client.Cli;

/// <summary>Reads the commands of a help text: one a line, a sub-command two blanks further in, texts in a column of their own.</summary>
internal static partial class CommandList
{
    public static IEnumerable<string> Read(IEnumerable<string> lines)
    {
        var column = int.MaxValue;
        List<(int Indent, string Name)> path = [];
        foreach (var line in lines)
        {
            var entry = Entry().Match(line);
            if (column == int.MaxValue && entry.Groups["text"].Success)
            {
                column = entry.Groups["text"].Index;
            }

            var indent = entry.Groups["name"].Index;
            if (!entry.Success || indent >= column)
            {
                continue;   // a text that goes on
            }

            path.RemoveAll(command => command.Indent >= indent);
            path.Add((indent, entry.Groups["name"].Value));
            yield return string.Join(' ', path.Select(static command => command.Name));
        }
    }

    // Older tools write "update|upgrade" and "continue [options] [id]".
    [GeneratedRegex(@"^\s+(?<name>[a-z][\w-]*)(?:\|[\w-]+)*(?: [\[<][^\]>]+[\]>])*(?:\s{2,}(?<text>\S.*))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Entry();
}
