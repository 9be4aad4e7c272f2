using System.Globalization;

namespace Amp.Batch.Reports.Html;

/// <summary>One line for each cell. What is inside is opened by the script, when somebody asks for it.</summary>
internal static class CellSection
{
    public static void Write(HtmlText html, BatchReport report)
    {
        var prompts = report.Prompts.DistinctBy(static prompt => prompt.Id).ToDictionary(static prompt => prompt.Id, StringComparer.Ordinal);
        var index = report.Combinations.Select(static (combination, i) => (combination.Id, i)).DistinctBy(static pair => pair.Id).ToDictionary(static pair => pair.Id, static pair => pair.i, StringComparer.Ordinal);
        html.Open("section", "id", "cells").Element("h2", "Cells");
        html.Open("noscript").Element("p", "Sorting, filtering and the cells' transcripts and diffs need the page's own script, which is switched off here.").Close("noscript");
        html.Open("div", "class", "filters").Open("label").Text("Find ").Open("input", "type", "search", "id", "find", "placeholder", "prompt, combination, error").Close("label");
        html.Open("label").Text("Outcome ").Open("select", "id", "outcome").Element("option", "all", "value", "");
        foreach (var outcome in report.Cells.Select(static cell => cell.Outcome).Distinct().Order())
        {
            html.Element("option", Figures.Name(outcome), "value", Word(outcome));
        }

        html.Close("select").Close("label").Open("span", "id", "shown", "role", "status").Close("span").Close("div");
        html.Open("div", "class", "scroll").Open("table", "class", "sortable cards cells", "aria-label", "Cells").Open("thead").Open("tr");
        ResultsSection.SortableHeader(html, "prompt", isNumber: false);
        ResultsSection.SortableHeader(html, "combination", isNumber: false);
        foreach (var header in new[] { "run", "outcome", "tokens", "duration", "diff", "score" })
        {
            ResultsSection.SortableHeader(html, header, isNumber: header != "outcome");
        }

        html.Close("tr").Close("thead").Open("tbody");
        foreach (var cell in report.Cells)
        {
            Row(html, cell, prompts.GetValueOrDefault(cell.PromptId)?.Name ?? cell.PromptId, index.TryGetValue(cell.CombinationId, out var i) ? i : null, report);
        }

        html.Close("tbody").Close("table").Close("div").Close("section");
    }

    public static string Word(BatchOutcome outcome) => outcome.ToString().ToLowerInvariant();

    private static void Row(HtmlText html, BatchCellResult cell, string prompt, int? index, BatchReport report)
    {
        html.Open("tr", "class", "cell", "data-cell", cell.CellId, "data-outcome", Word(cell.Outcome));
        html.Open("th", "scope", "row", "data-value", prompt).Open("button", "type", "button", "class", "open", "aria-expanded", "false").Text(prompt).Close("button").Close("th");
        var name = index is { } i ? report.Combinations[i].Name : cell.CombinationId;
        html.Open("td", "data-label", "combination", "data-value", name);
        if (index is { } known)
        {
            CombinationKey.WriteWithName(html, known, name);
        }
        else
        {
            html.Text(name);
        }

        html.Close("td");
        ResultsSection.NumberCell(html, "run", cell.Repetition, cell.Repetition.ToString(CultureInfo.InvariantCulture));
        html.Open("td", "data-label", "outcome", "data-value", Figures.Name(cell.Outcome)).Element("span", Figures.Name(cell.Outcome), "class", $"outcome {Word(cell.Outcome)}");
        if ((cell.Error ?? MarkdownReport.FailedCommand(cell)) is { } why)
        {
            html.Element("small", SafeText.OneLine(why, 120), "class", "why");
        }

        html.Close("td");
        ResultsSection.NumberCell(html, "tokens", cell.Tokens?.Total, Figures.Count(cell.Tokens?.Total));
        var seconds = (cell.WallDuration ?? cell.Duration)?.TotalSeconds;
        ResultsSection.NumberCell(html, "duration", seconds, Figures.Seconds(seconds));
        html.Open("td", "class", "num", "data-label", "diff", "data-value", cell.Diff is { } lines ? lines.Lines.ToString(CultureInfo.InvariantCulture) : "");
        if (cell.Diff is { } diff)
        {
            html.Element("span", $"+{diff.Insertions}", "class", "plus").Element("span", $"−{diff.Deletions}", "class", "minus");
        }
        else
        {
            html.Text(Figures.Unknown);
        }

        html.Close("td");
        ResultsSection.NumberCell(html, "score", cell.Score, Figures.Number(cell.Score));
        html.Close("tr");
    }
}
