using System.Text;
using System.Text.RegularExpressions;

namespace Amp.Client.Transcripts;

/// <summary>Puts text into HTML so that it stays text.</summary>
internal static partial class HtmlText
{
    private const string Fence = "```";

    public static StringBuilder AppendText(this StringBuilder html, ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            _ = character switch
            {
                '&' => html.Append("&amp;"),
                '<' => html.Append("&lt;"),
                '>' => html.Append("&gt;"),
                '"' => html.Append("&quot;"),
                '\'' => html.Append("&#39;"),
                _ => html.Append(character),
            };
        }

        return html;
    }

    /// <summary>Prose with its fences and its code set apart. The rest of Markdown stays as it was typed, which can be read.</summary>
    public static void AppendProse(this StringBuilder html, string prose)
    {
        var said = new StringBuilder();
        string? language = null;
        foreach (var line in prose.Trim('\n').Split('\n'))
        {
            var trimmed = line.AsSpan().Trim();
            if (language is null ? trimmed.StartsWith(Fence) && trimmed[Fence.Length..].IndexOf('`') < 0 : trimmed is Fence)
            {
                End();
                language = language is null ? trimmed[Fence.Length..].Trim().ToString() : null;
            }
            else
            {
                said.Append(line).Append('\n');
            }
        }

        End();

        void End()
        {
            var text = language is null ? said.ToString().Trim('\n') : said.ToString();
            said.Clear();
            if (text.Length == 0)
            {
                return;
            }

            if (language is "diff" or "patch")
            {
                html.AppendDiff(text);
            }
            else if (language is not null)
            {
                html.AppendPre(text);
            }
            else
            {
                html.Append("<div class=\"say\" dir=\"auto\">").AppendWithCode(text).Append("</div>\n");
            }
        }
    }

    public static void AppendPre(this StringBuilder html, string text, bool isWrapped = false) =>
        html.Append(isWrapped ? "<pre class=\"wrap\">\n" : "<pre>\n").AppendText(text).Append("</pre>\n");   // a line break after the tag is not shown

    public static void AppendDiff(this StringBuilder html, string diff)
    {
        html.Append("<pre class=\"diff\">");
        var lines = diff.TrimEnd('\n').Split('\n');

        // What stands before the first hunk names the files; a line behind it that begins so was removed or added.
        var firstHunk = Array.FindIndex(lines, static line => line.StartsWith("@@", StringComparison.Ordinal));
        for (var i = 0; i < lines.Length; i++)
        {
            var kind = lines[i] switch
            {
                _ when i < firstHunk => " class=\"h\"",
                ['@', '@', ..] => " class=\"h\"",
                ['+', ..] => " class=\"a\"",
                ['-', ..] => " class=\"d\"",
                _ => "",
            };
            html.Append("<span").Append(kind).Append('>').AppendText(lines[i].Length == 0 ? " " : lines[i]).Append("</span>");
        }

        html.Append("</pre>\n");
    }

    private static StringBuilder AppendWithCode(this StringBuilder html, string text)
    {
        var end = 0;
        foreach (Match match in SetApart().Matches(text))
        {
            var (tag, content) = match.Groups[1] is { Success: true } code ? ("code", code.Value) : ("b", match.Groups[2].Value);
            html.AppendText(text.AsSpan(end, match.Index - end)).Append('<').Append(tag).Append('>').AppendText(content).Append("</").Append(tag).Append('>');
            end = match.Index + match.Length;
        }

        return html.AppendText(text.AsSpan(end));
    }

    [GeneratedRegex(@"`([^`\n]+)`|\*\*([^\s*](?:[^*\n]*[^\s*])?)\*\*")]
    private static partial Regex SetApart();
}
