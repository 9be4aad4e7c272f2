using System.Globalization;
using System.Text;

namespace Amp.Batch.Reports;

/// <summary>A report for a terminal.</summary>
internal static class TextReport
{
    private const int LongestName = 48;

    public static string Write(BatchReport report)
    {
        var text = new StringBuilder();
        var totals = report.Totals;
        text.Append(CultureInfo.InvariantCulture, $"{SafeText.OneLine(report.Name ?? report.Id, 100)}  ({SafeText.OneLine(report.Id, 100)}, {Figures.Time(report.StartedAt)})\n")
            .Append(CultureInfo.InvariantCulture, $"{totals.Cells} cells: {totals.Succeeded} succeeded, {totals.Failed} failed, {totals.Excluded} left out; ")
            .Append(CultureInfo.InvariantCulture, $"{Figures.Count(totals.Tokens)} tokens, {Figures.Number((double?)totals.Credits)} credits, {Figures.Seconds(totals.RunTime?.TotalSeconds)} of runs\n\n");

        Table(text, [ResultsRow.Headers, .. ResultsRow.Of(report).Select(static row => row.Texts.Select(static cell => SafeText.OneLine(cell, LongestName)).ToArray())]);
        text.Append(CultureInfo.InvariantCulture, $"\nTokens, duration, diff and score are medians; success has its {report.Statistics!.Confidence * 100:0.#} % interval.\n");

        var names = report.Combinations.ToDictionary(static combination => combination.Id, static combination => SafeText.OneLine(combination.Name, LongestName), StringComparer.Ordinal);
        var shown = report.Statistics.Comparisons.Where(static comparison => comparison.Metric is BatchMetric.Success || comparison.Verdict is BatchVerdict.Different).ToList();
        if (shown.Count > 0)
        {
            text.Append("\nCompared on the same prompts:\n");
            foreach (var comparison in shown)
            {
                text.Append(CultureInfo.InvariantCulture, $"- {names.GetValueOrDefault(comparison.FirstId)} and {names.GetValueOrDefault(comparison.SecondId)}, {Figures.Name(comparison.Metric)}: {SafeText.OneLine(comparison.Explanation)}\n");
            }
        }

        foreach (var note in report.Statistics.Notes)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{SafeText.OneLine(note)}\n");
        }

        return text.ToString();
    }

    private static void Table(StringBuilder text, IReadOnlyList<string[]> rows)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => SafeText.Columns(row[column])))];
        for (var i = 0; i < rows.Count; i++)
        {
            Line(rows[i]);
            if (i == 0)
            {
                Line([.. widths.Select(static width => new string('-', width))]);
            }
        }

        void Line(string[] cells) =>
            text.Append(string.Join(" | ", cells.Select((cell, column) => cell + new string(' ', widths[column] - SafeText.Columns(cell)))).TrimEnd()).Append('\n');
    }
}
