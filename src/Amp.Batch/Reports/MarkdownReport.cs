using System.Globalization;
using System.Text;

namespace Amp.Batch.Reports;

/// <summary>A report as GitHub's Markdown.</summary>
internal static class MarkdownReport
{
    private const int MostCells = 50;
    private const int LongestText = 200;

    // Everything that Markdown gives a meaning to, and what makes GitHub link a person, an issue or an address.
    private const string Special = "\\`*_{}[]()#+-.!|<>~&@:/=$^'\"";

    public static string Write(BatchReport report)
    {
        var text = new StringBuilder();
        var totals = report.Totals;
        text.Append(CultureInfo.InvariantCulture, $"# {Escape(report.Name ?? report.Id)}\n\n")
            .Append(CultureInfo.InvariantCulture, $"Batch {Code(report.Id)}, {Figures.Time(report.StartedAt)}: {totals.Cells} cells, {totals.Succeeded} succeeded, {totals.Failed} failed, {totals.Excluded} left out; ")
            .Append(CultureInfo.InvariantCulture, $"{Figures.Count(totals.Tokens)} tokens, {Figures.Number((double?)totals.Credits)} credits.\n\n");

        Table(text, ResultsRow.Headers, ResultsRow.Of(report).Select(static row => row.Texts.Select((cell, column) => column == 0 ? Escape(cell) : cell).ToArray()));
        text.Append(CultureInfo.InvariantCulture, $"\nTokens, duration, diff and score are medians; success has its {report.Statistics!.Confidence * 100:0.#} % interval.\n");

        var names = report.Combinations.ToDictionary(static combination => combination.Id, static combination => Escape(combination.Name), StringComparer.Ordinal);
        var prompts = report.Prompts.ToDictionary(static prompt => prompt.Id, static prompt => Escape(prompt.Name), StringComparer.Ordinal);
        var comparisons = report.Statistics.Comparisons.Where(static comparison => comparison.Metric is BatchMetric.Success || comparison.Verdict is BatchVerdict.Different).ToList();
        if (comparisons.Count > 0)
        {
            text.Append("\n## Compared on the same prompts\n\n");
            Table(text, ["first", "second", "of", "first − second", "pairs", "p, corrected", "verdict"], comparisons.Select(comparison => new[]
            {
                names.GetValueOrDefault(comparison.FirstId, ""), names.GetValueOrDefault(comparison.SecondId, ""), Figures.Name(comparison.Metric), Figures.Change(comparison.Metric, comparison.Difference),
                comparison.Pairs.ToString(CultureInfo.InvariantCulture), Statistics.ComparisonText.P(comparison.AdjustedPValue), Figures.Name(comparison.Verdict),
            }));
        }

        var bad = report.Cells.Where(static cell => cell.Outcome is not BatchOutcome.Succeeded).ToList();
        if (bad.Count > 0)
        {
            text.Append("\n## Cells that did not succeed\n\n");
            Table(text, ["cell", "prompt", "combination", "repetition", "outcome", "why"], bad.Take(MostCells).Select(cell => new[]
            {
                Code(cell.CellId), prompts.GetValueOrDefault(cell.PromptId, ""), names.GetValueOrDefault(cell.CombinationId, ""),
                cell.Repetition.ToString(CultureInfo.InvariantCulture), Figures.Name(cell.Outcome), Escape(cell.Error ?? FailedCommand(cell) ?? ""),
            }));
            if (bad.Count > MostCells)
            {
                text.Append(CultureInfo.InvariantCulture, $"\n{bad.Count - MostCells} more are in the JSON and the CSV.\n");
            }
        }

        if (report.Statistics.Notes.Count > 0)
        {
            text.Append("\n## What to know before believing the numbers\n\n");
            foreach (var note in report.Statistics.Notes)
            {
                text.Append(CultureInfo.InvariantCulture, $"- {Escape(note, int.MaxValue)}\n");
            }
        }

        return text.ToString();
    }

    public static string? FailedCommand(BatchCellResult cell) =>
        cell.Setup.Concat(cell.Verify).FirstOrDefault(static command => !command.Passed) is { } failed
            ? $"{failed.Name}: {(failed.TimedOut ? "took too long" : failed.ExitCode is { } code ? $"exit code {code.ToString(CultureInfo.InvariantCulture)}" : "did not start")}"
            : null;

    private static void Table(StringBuilder text, IReadOnlyList<string> headers, IEnumerable<string[]> rows)
    {
        text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", headers)} |\n|{string.Concat(headers.Select(static _ => "---|"))}\n");
        foreach (var row in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", row)} |\n");
        }
    }

    // In code only these two have a meaning, in a table.
    private static string Code(string text) => $"`{SafeText.OneLine(text.Replace('`', ' ').Replace('|', ' '), LongestText)}`";

    private static string Escape(string text, int longest = LongestText)
    {
        var line = SafeText.OneLine(text, longest);
        var escaped = new StringBuilder(line.Length + 16);
        foreach (var c in line)
        {
            // A backslash before < and & leaves some renderers an entity or a tag to find; as entities they are text everywhere.
            _ = c switch
            {
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '&' => escaped.Append("&amp;"),
                '@' => escaped.Append("&#64;"),
                _ when Special.Contains(c, StringComparison.Ordinal) => escaped.Append('\\').Append(c),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }
}
