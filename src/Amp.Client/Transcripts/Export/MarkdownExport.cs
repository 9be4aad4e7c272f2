using System.Globalization;
using System.Text;
using System.Text.Json;
using Amp.Streaming;

namespace Amp.Client.Transcripts;

/// <summary>Writes Markdown. What people and the model wrote stands as it is, because it is Markdown; all else in fences that it cannot close.</summary>
internal sealed class MarkdownExport(AmpTranscript transcript, AmpTranscriptExportOptions options)
{
    private readonly ShownText _shown = new(options);

    public IEnumerable<string> Write()
    {
        yield return FrontMatter();
        string? speaker = null;
        foreach (var entry in transcript.Entries.Where(static entry => !entry.IsAnswerOnly))
        {
            var text = new StringBuilder();
            if (speaker != RoleName.Of(entry))
            {
                speaker = RoleName.Of(entry);
                text.Append("\n## ").Append(speaker).Append('\n');
            }

            Write(text, entry);
            yield return text.ToString();
        }

        if (transcript.Problems.Count > 0)
        {
            yield return "\n## Not readable\n\n" + string.Concat(transcript.Problems.Select(problem => $"- {ShownText.OneLine(_shown.Prose(problem), 500)}\n"));
        }
    }

    private string FrontMatter()
    {
        var text = new StringBuilder("---\n");
        Add("title", transcript.Title);
        Add("threadId", transcript.ThreadId?.Value);
        Add("created", transcript.Created?.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
        Add("agentMode", transcript.AgentMode);
        Add("workingDirectory", transcript.WorkingDirectory);
        return text.Append("---\n").ToString();

        // A JSON text is a YAML text too, whatever is in it.
        void Add(string name, string? value) => _ = value is null ? text : text.Append(name).Append(": \"").Append(JsonEncodedText.Encode(_shown.Prose(value), System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)).Append("\"\n");
    }

    private void Write(StringBuilder text, AmpTranscriptEntry entry)
    {
        var calls = entry.ToolCalls.DistinctBy(static call => call.Id).ToDictionary(static call => call.Id, StringComparer.Ordinal);
        foreach (var block in entry.Content)
        {
            switch (block)
            {
                case TextBlock said when said.Text.Length > 0:
                    text.Append('\n').Append(_shown.Prose(said.Text)).Append('\n');
                    break;
                case ThinkingBlock thought when options.IncludeThinking:
                    Quote(text, "Thinking", _shown.Prose(thought.Thinking));
                    break;
                case ToolUseBlock call when calls.Remove(call.Id, out var joined):
                    Write(text, joined);
                    break;
                case ToolResultBlock answer when calls.Remove(answer.ToolUseId, out var alone):
                    Write(text, alone);
                    break;
                case ImageBlock image:
                    text.Append("\n*Image: ").Append(ShownText.OneLine(image.MediaType, 50)).Append("*\n");
                    break;
                case UnknownBlock unknown:
                    Fence(text, "json", _shown.OfTool(unknown.Json.ToString()));
                    break;
            }
        }

        foreach (var summary in entry.Summaries)
        {
            Quote(text, "Summary", _shown.Prose(summary.Text ?? $"See thread {summary.ThreadId?.Value}"));
        }

        if (entry.Error is { } error)
        {
            Quote(text, "Error", _shown.Prose(error));
        }
    }

    private void Write(StringBuilder text, AmpTranscriptToolCall call)
    {
        text.Append("\n**Tool:** `").Append(ShownText.OneLine(_shown.Prose(call.Name ?? "unknown"), 100).Replace('`', '\'')).Append('`');
        text.Append(" — ").Append(call.Status?.Value ?? "no answer");
        text.Append(call.ExitCode is { } code and not 0 ? string.Create(CultureInfo.InvariantCulture, $", exit code {code}") : "").Append('\n');
        if (call.Diff is { } diff)
        {
            text.Append(_shown.Subject(call) is { } path ? $"\n`{path.Replace('`', '\'')}`\n" : "");
            Fence(text, "diff", _shown.OfTool(diff));
        }
        else if (_shown.Input(call) is { } input)
        {
            Fence(text, input.StartsWith('$') ? "sh" : "json", input);
        }

        if (call.Output is { Length: > 0 } output)
        {
            Fence(text, "", _shown.OfTool(output));
        }
    }

    private static void Quote(StringBuilder text, string label, string quoted) =>
        text.Append("\n> **").Append(label).Append("**  \n> ").Append(quoted.Trim('\n').Replace("\n", "\n> ", StringComparison.Ordinal)).Append('\n');

    // Longer than any run of backticks inside.
    private static void Fence(StringBuilder text, string language, string content)
    {
        var (longest, run) = (2, 0);
        foreach (var character in content)
        {
            run = character == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        text.Append('\n').Append('`', longest + 1).Append(language).Append('\n').Append(content).Append(content.EndsWith('\n') ? "" : "\n").Append('`', longest + 1).Append('\n');
    }
}
