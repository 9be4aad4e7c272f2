using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Amp.Streaming;

namespace Amp.Client.Transcripts;

/// <summary>Writes one page that loads nothing and needs no script: what is folded, the browser folds.</summary>
internal sealed class HtmlExport(AmpTranscript transcript, AmpTranscriptExportOptions options)
{
    private static readonly string[] ShownImages = ["image/png", "image/jpeg", "image/gif", "image/webp"];

    private readonly ShownText _shown = new(options);

    public IEnumerable<string> Write()
    {
        yield return Head();
        string? speaker = null;
        for (var i = 0; i < transcript.Entries.Count; i++)
        {
            var entry = transcript.Entries[i];
            if (!entry.IsAnswerOnly)
            {
                var html = new StringBuilder();
                Write(html, entry, i, hasHeading: speaker != RoleName.Of(entry) || entry.Role == AmpThreadRole.User);
                speaker = RoleName.Of(entry);
                yield return html.ToString();
            }
        }

        yield return Foot();
    }

    private string Head()
    {
        var title = ShownText.OneLine(_shown.Prose(transcript.Title ?? transcript.ThreadId?.Value ?? "Transcript"), 200);
        var html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"");
        html.AppendText(HtmlStyle.Policy).Append("\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
        html.AppendText(title).Append("</title>\n").Append(HtmlStyle.Element).Append("\n</head>\n<body>\n<header>\n<h1 dir=\"auto\">").AppendText(title).Append("</h1>\n<dl>\n");
        Fact("Thread", transcript.ThreadId?.Value);
        Fact("Began", transcript.Created is { } created ? Time(created) : null);
        Fact("Folder", transcript.WorkingDirectory);
        Fact("Mode", transcript.AgentMode);
        Fact(transcript.Models.Count > 1 ? "Models" : "Model", transcript.Models.Count == 0 ? null : string.Join(", ", transcript.Models));
        var calls = transcript.Entries.Sum(static entry => entry.ToolCalls.Count);
        Fact("Tool calls", calls == 0 ? null : calls.ToString(CultureInfo.InvariantCulture));
        html.Append("</dl>\n");
        AppendPrompts(html);
        return html.Append("</header>\n<main>\n").ToString();

        void Fact(string name, string? value)
        {
            if (value is not null)
            {
                html.Append("<dt>").Append(name).Append("</dt><dd>").AppendText(ShownText.OneLine(_shown.Prose(value), 1000)).Append("</dd>\n");
            }
        }
    }

    private void AppendPrompts(StringBuilder html)
    {
        var prompts = transcript.Entries.Index().Where(static item => item.Item.Role == AmpThreadRole.User && item.Item.ParentToolUseId is null && item.Item.Text.Length > 0).ToList();
        if (prompts.Count < 2)
        {
            return;
        }

        html.Append(CultureInfo.InvariantCulture, $"<nav><details><summary>{prompts.Count} prompts</summary><ol>\n");
        foreach (var (index, prompt) in prompts)
        {
            html.Append(CultureInfo.InvariantCulture, $"<li><a href=\"#m{index}\">").AppendText(ShownText.OneLine(_shown.Prose(prompt.Text), 120)).Append("</a></li>\n");
        }

        html.Append("</ol></details></nav>\n");
    }

    private void Write(StringBuilder html, AmpTranscriptEntry entry, int index, bool hasHeading)
    {
        var kind = entry.Role == AmpThreadRole.User ? "user" : entry.Role == AmpThreadRole.Assistant ? "assistant" : "note";
        html.Append(CultureInfo.InvariantCulture, $"<article id=\"m{index}\" class=\"{kind}\">\n");
        if (hasHeading)
        {
            html.Append(CultureInfo.InvariantCulture, $"<h2><a href=\"#m{index}\">{RoleName.Of(entry)}</a>");
            if (entry.Timestamp is { } time && entry.TimestampSource is not AmpTimestampSource.Interpolated)
            {
                html.Append(CultureInfo.InvariantCulture, $" <small><time datetime=\"{time.UtcDateTime:yyyy-MM-ddTHH:mm:ss}Z\">{Time(time)}</time></small>");
            }

            html.Append("</h2>\n");
        }

        var calls = entry.ToolCalls.DistinctBy(static call => call.Id).ToDictionary(static call => call.Id, StringComparer.Ordinal);
        foreach (var block in entry.Content)
        {
            switch (block)
            {
                case TextBlock said:
                    html.AppendProse(_shown.Prose(said.Text));
                    break;
                case ThinkingBlock thought when options.IncludeThinking:
                    html.Append("<details class=\"thought\"><summary>Thinking</summary><div class=\"in\">").AppendProse(_shown.Prose(thought.Thinking));
                    html.Append("</div></details>\n");
                    break;
                case ToolUseBlock call when calls.Remove(call.Id, out var joined):
                    Write(html, joined);
                    break;
                case ToolResultBlock answer when calls.Remove(answer.ToolUseId, out var alone):
                    Write(html, alone);
                    break;
                case ImageBlock image:
                    Write(html, image);
                    break;
                case UnknownBlock unknown:
                    html.AppendPre(_shown.OfTool(unknown.Json.ToString()));
                    break;
            }
        }

        foreach (var summary in entry.Summaries)
        {
            html.Append("<details open><summary>Summary of what went before</summary><div class=\"in\">");
            html.AppendProse(_shown.Prose(summary.Text ?? $"See thread {summary.ThreadId?.Value}"));
            html.Append("</div></details>\n");
        }

        if (entry.Error is { } error)
        {
            html.Append("<div class=\"error\" role=\"note\">").AppendText(_shown.Prose(error)).Append("</div>\n");
        }

        html.Append("</article>\n");
    }

    private void Write(StringBuilder html, AmpTranscriptToolCall call)
    {
        var isBad = call.IsError || call.ExitCode is not null and not 0;
        html.Append(isBad ? "<details class=\"tool bad\">" : "<details class=\"tool\">").Append("<summary><b>").AppendText(ShownText.OneLine(_shown.Prose(call.Name ?? "unknown tool"), 100)).Append("</b> ");
        if (_shown.Subject(call) is { } subject)
        {
            html.Append("<code>").AppendText(subject).Append("</code> ");
        }

        var state = call.ExitCode is { } code and not 0 ? string.Create(CultureInfo.InvariantCulture, $"exit code {code}") : call.Status == AmpToolRunStatus.Done ? null : call.Status?.Value ?? "no answer";
        html.Append(state is null ? "" : "<span class=\"state\">· ").AppendText(state).Append(state is null ? "" : "</span>").Append("</summary>\n<div class=\"in\">\n");
        if (call.Diff is { } diff)
        {
            html.AppendDiff(_shown.OfTool(diff));
        }
        else if (_shown.Input(call) is { } input)
        {
            html.AppendPre(input, isWrapped: true);
        }

        if (call.Output is { Length: > 0 } output)
        {
            html.Append("<h3>Answer</h3>").AppendPre(_shown.OfTool(output));
        }

        html.Append("</div></details>\n");
    }

    private static void Write(StringBuilder html, ImageBlock image)
    {
        // Only what a browser shows and nothing else: a picture that is a document could hold anything.
        if (ShownImages.Contains(image.MediaType) && Base64.IsValid(image.Data))
        {
            html.Append("<p><img alt=\"Image of the message\" src=\"data:").Append(image.MediaType).Append(";base64,").Append(image.Data).Append("\"></p>\n");
        }
        else
        {
            html.Append("<p><small>Image: ").AppendText(ShownText.OneLine(image.MediaType, 50)).Append("</small></p>\n");
        }
    }

    private string Foot()
    {
        var html = new StringBuilder("</main>\n");
        foreach (var problem in transcript.Problems)
        {
            html.Append("<div class=\"error\">").AppendText(_shown.Prose(problem)).Append("</div>\n");
        }

        if (transcript.Outcome is { IsError: false, DurationMs: { } elapsed })
        {
            html.Append(CultureInfo.InvariantCulture, $"<footer>The run took {elapsed / 1000.0:0.0} s.</footer>\n");
        }

        return html.Append("</body>\n</html>\n").ToString();
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
