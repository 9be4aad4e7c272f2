namespace Amp.Batch.Reports.Html;

/// <summary>The results table: combination | success | tokens | duration | diff | score.</summary>
internal static class ResultsSection
{
    public static void Write(HtmlText html, BatchReport report)
    {
        var statistics = report.Statistics!;
        html.Open("section", "id", "results").Element("h2", "Results");
        html.Open("div", "class", "scroll").Open("table", "class", "sortable cards", "aria-label", "Results by combination").Open("thead").Open("tr");
        for (var i = 0; i < ResultsRow.Headers.Length; i++)
        {
            SortableHeader(html, ResultsRow.Headers[i], isNumber: i > 0);
        }

        html.Close("tr").Close("thead").Open("tbody");
        var rows = ResultsRow.Of(report);
        for (var i = 0; i < rows.Length; i++)
        {
            Row(html, i, rows[i]);
        }

        html.Close("tbody").Close("table").Close("div");
        html.Element("p", $"Tokens, duration, diff and score are medians of the runs{(statistics.SuccessfulRunsOnly ? " that succeeded" : "")}; brackets are {Figures.Number(statistics.Confidence * 100)} % intervals, left out where there are too few runs for one.", "class", "hint");
        PassAt(html, statistics);
        html.Close("section");
    }

    public static void SortableHeader(HtmlText html, string name, bool isNumber)
    {
        html.Open("th", "scope", "col", "class", isNumber ? "num" : null, "data-sort", isNumber ? "number" : "text").Open("button", "type", "button").Text(name);
        html.Open("span", "class", "arrow", "aria-hidden", "true").Close("span").Close("button").Close("th");
    }

    public static void NumberCell(HtmlText html, string label, double? value, string text, string? small = null)
    {
        html.Open("td", "class", "num", "data-label", label, "data-value", value is { } number ? HtmlText.Number(number) : "").Element("span", text);
        if (small is not null)
        {
            html.Element("small", small);
        }

        html.Close("td");
    }

    private static void Row(HtmlText html, int index, ResultsRow row)
    {
        var statistics = row.Statistics;
        html.Open("tr").Open("th", "scope", "row", "data-value", statistics.Name);
        CombinationKey.WriteWithName(html, index, statistics.Name);
        html.Close("th");
        NumberCell(html, "success", statistics.SuccessRate, Figures.Percent(statistics.SuccessRate), statistics.Runs == 0 ? "no run counts" : $"{statistics.Successes}/{statistics.Runs} [{Figures.Percents(statistics.SuccessInterval)}]");
        NumberCell(html, "tokens", row.Tokens, Figures.Count(row.Tokens), Interval(statistics, BatchMetric.Tokens));
        NumberCell(html, "duration", row.Seconds, Figures.Seconds(row.Seconds), Interval(statistics, BatchMetric.WallSeconds));
        NumberCell(html, "diff", row.DiffLines, row.DiffText, Interval(statistics, BatchMetric.DiffLines));
        NumberCell(html, "score", row.Score, Figures.Number(row.Score), Interval(statistics, BatchMetric.Score));
        html.Close("tr");
    }

    private static string? Interval(BatchCombinationStatistics statistics, BatchMetric metric) =>
        statistics.Find(metric)?.Median?.Interval is { } interval ? $"[{Figures.Of(metric, interval.Low)}–{Figures.Of(metric, interval.High)}]" : null;

    private static void PassAt(HtmlText html, BatchStatistics statistics)
    {
        int[] ks = [.. statistics.Combinations.SelectMany(static combination => combination.PassAt).Select(static pass => pass.K).Distinct().Order()];
        if (ks is [] or [1])
        {
            return;
        }

        html.Open("details").Element("summary", "pass@k: how likely at least one of k runs succeeds").Open("div", "class", "scroll").Open("table").Open("thead").Open("tr").Element("th", "combination", "scope", "col");
        foreach (var k in ks)
        {
            html.Element("th", $"k = {k}", "scope", "col", "class", "num");
        }

        html.Close("tr").Close("thead").Open("tbody");
        for (var i = 0; i < statistics.Combinations.Count; i++)
        {
            html.Open("tr").Open("th", "scope", "row");
            CombinationKey.WriteWithName(html, i, statistics.Combinations[i].Name);
            html.Close("th");
            foreach (var k in ks)
            {
                html.Element("td", Figures.Percent(statistics.Combinations[i].PassAt.FirstOrDefault(pass => pass.K == k)?.Value), "class", "num");
            }

            html.Close("tr");
        }

        html.Close("tbody").Close("table").Close("div").Close("details");
    }
}
