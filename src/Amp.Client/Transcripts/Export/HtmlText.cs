using System.Text;

namespace Amp.Client.Transcripts;

/// <summary>Puts text into HTML so that it stays text.</summary>
internal static class HtmlText
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

    public static void AppendPre(this StringBuilder html, string text) => html.Append("<pre>\n").AppendText(text).Append("</pre>\n");   // a line break after the tag is not shown

    public static void AppendDiff(this StringBuilder html, string diff)
    {
        html.Append("<pre class=\"diff\">");
        foreach (var line in diff.TrimEnd('\n').Split('\n'))
        {
            var kind = line switch
            {
                _ when line.StartsWith("+++", StringComparison.Ordinal) || line.StartsWith("---", StringComparison.Ordinal) || line.StartsWith("@@", StringComparison.Ordinal) => " class=\"h\"",
                ['+', ..] => " class=\"a\"",
                ['-', ..] => " class=\"d\"",
                _ => "",
            };
            html.Append("<span").Append(kind).Append('>').AppendText(line.Length == 0 ? " " : line).Append("</span>");
        }

        html.Append("</pre>\n");
    }

    private static StringBuilder AppendWithCode(this StringBuilder html, string text)
    {
        var rest = text.AsSpan();
        while (rest.IndexOf('`') is >= 0 and var start && rest[(start + 1)..].IndexOfAny('`', '\n') is > 0 and var length && rest[start + 1 + length] == '`')
        {
            html.AppendText(rest[..start]).Append("<code>").AppendText(rest.Slice(start + 1, length)).Append("</code>");
            rest = rest[(start + length + 2)..];
        }

        return html.AppendText(rest);
    }
}
