using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Amp.Batch.Reports.Html;

/// <summary>What is inside of the cells, as JSON in the page: the browser parses a cell when it is opened, and a thousand of them cost nothing until then.</summary>
internal static class CellDetails
{
    // Lets no <, >, &, ' or " through, so that nothing in it can end the script element; other letters stay readable.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static async Task WriteAsync(TextWriter writer, BatchReport report, BatchHtmlOptions options, CancellationToken cancellationToken)
    {
        var share = report.Cells.Count == 0 ? 0 : options.MaxDetailCharacters / report.Cells.Count;
        var limits = new DetailLimits(
            (int)Math.Min(Math.Max(options.MaxTranscriptCharacters, 0), share * 2 / 5),
            (int)Math.Min(Math.Max(options.MaxPatchCharacters, 0), share * 3 / 5));
        var prompts = report.Prompts.DistinctBy(static prompt => prompt.Id).ToDictionary(static prompt => prompt.Id, static prompt => prompt.Text, StringComparer.Ordinal);
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        foreach (var cell in report.Cells)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var transcript = await Transcript.ReadAsync(cell, report.Id, options.Store, limits.Transcript, cancellationToken).ConfigureAwait(false);
            var patch = await PatchText.ReadAsync(cell, report.Id, options.Store, limits.Patch, cancellationToken).ConfigureAwait(false);
            buffer.ResetWrittenCount();
            using (var json = new Utf8JsonWriter(buffer, Options))
            {
                Write(json, cell, prompts.GetValueOrDefault(cell.PromptId), transcript, patch, limits);
            }

            new HtmlText(writer).Open("script", "type", "application/json", "data-details", cell.CellId).Trusted(Encoding.UTF8.GetString(buffer.WrittenSpan)).Close("script");
        }
    }

    private static void Write(Utf8JsonWriter json, BatchCellResult cell, string? prompt, Transcript transcript, PatchText patch, DetailLimits limits)
    {
        json.WriteStartObject();
        WriteFacts(json, cell);
        WriteText(json, "error", cell.Error, limits.Transcript);
        WriteText(json, "prompt", prompt, Math.Max(limits.Transcript, 2_000));
        WriteCommands(json, "setup", cell.Setup, limits);
        WriteCommands(json, "verify", cell.Verify, limits);
        WriteTools(json, cell.Tools);
        json.WriteStartArray("transcript");
        foreach (var (kind, text) in transcript.Entries)
        {
            json.WriteStartArray();
            json.WriteStringValue(kind);
            json.WriteStringValue(SafeText.Lines(text));
            json.WriteEndArray();
        }

        json.WriteEndArray();
        WriteText(json, "transcriptNote", transcript.Note, int.MaxValue);
        WriteText(json, "patch", patch.Text, int.MaxValue);
        WriteText(json, "patchNote", patch.Note, int.MaxValue);
        json.WriteEndObject();
    }

    private static void WriteFacts(Utf8JsonWriter json, BatchCellResult cell)
    {
        json.WriteStartArray("facts");
        Fact("cell", cell.CellId);
        Fact("thread", cell.ThreadId);
        Fact("base commit", cell.BaseCommit);
        Fact("began", cell.StartedAt is { } start ? Figures.Time(start) : null);
        Fact("attempts", cell.Attempts is 0 or 1 ? null : cell.Attempts.ToString(CultureInfo.InvariantCulture));
        Fact("error kind", cell.ErrorKind?.ToString());
        Fact("duration by the CLI", cell.Duration is { } duration ? Figures.Seconds(duration.TotalSeconds) : null);
        Fact("turns", cell.Turns?.ToString(CultureInfo.InvariantCulture));
        Fact("model", cell.Model);
        Fact("credits", cell.Credits is { } credits ? Figures.Number((double)credits) : null);
        Fact("tokens", cell.Tokens is { Total: not null } tokens
            ? $"input {Figures.Count(tokens.Input)}, cache written {Figures.Count(tokens.CacheCreation)}, cache read {Figures.Count(tokens.CacheRead)}, output {Figures.Count(tokens.Output)}"
            : null);
        Fact("exit code", cell.ExitCode?.ToString(CultureInfo.InvariantCulture));
        Fact("versions", cell.Versions is { } versions
            ? string.Join(", ", new[] { ("amp", versions.Cli), ("SDK", versions.Sdk), (".NET", versions.Runtime), ("git", versions.Git), ("on", versions.OperatingSystem) }.Where(static version => version.Item2 is not null).Select(static version => $"{version.Item1} {version.Item2}"))
            : null);
        json.WriteEndArray();

        void Fact(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                json.WriteStartArray();
                json.WriteStringValue(name);
                json.WriteStringValue(SafeText.OneLine(value, 500));
                json.WriteEndArray();
            }
        }
    }

    private static void WriteCommands(Utf8JsonWriter json, string name, IReadOnlyList<BatchCommandResult> commands, DetailLimits limits)
    {
        json.WriteStartArray(name);
        foreach (var command in commands)
        {
            json.WriteStartObject();
            json.WriteString("name", SafeText.OneLine(command.Name, 200));
            json.WriteBoolean("passed", command.Passed);
            json.WriteString("how", string.Join(", ", How(command)));
            WriteText(json, "output", command.OutputTail, Math.Max(limits.Transcript / 4, 500));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static IEnumerable<string> How(BatchCommandResult command)
    {
        yield return command.TimedOut ? "took too long" : command.ExitCode is { } code ? string.Create(CultureInfo.InvariantCulture, $"exit code {code}") : "did not start";
        if (command.Duration is { } duration)
        {
            yield return Figures.Seconds(duration.TotalSeconds);
        }

        if (command.Tests is { } tests)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{tests.Passed} tests passed, {tests.Failed} failed, {tests.Skipped} skipped");
        }
    }

    private static void WriteTools(Utf8JsonWriter json, IReadOnlyList<BatchToolUse>? tools)
    {
        json.WriteStartArray("tools");
        foreach (var tool in tools ?? [])
        {
            var more = string.Concat(tool.Errors > 0 ? $", {tool.Errors} failed" : "", tool.Denials > 0 ? $", {tool.Denials} refused" : "");
            json.WriteStringValue(string.Create(CultureInfo.InvariantCulture, $"{SafeText.OneLine(tool.Name, 100)} × {tool.Calls}{more}"));
        }

        json.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text, int longest)
    {
        if (!string.IsNullOrEmpty(text))
        {
            json.WriteString(name, SafeText.Lines(text.Length <= longest ? text : SafeText.Cut(text, longest) + "\n…"));
        }
    }
}
