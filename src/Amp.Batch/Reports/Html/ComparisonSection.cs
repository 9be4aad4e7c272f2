using System.Globalization;

namespace Amp.Batch.Reports.Html;

/// <summary>Combinations compared with each other on the same prompts.</summary>
internal static class ComparisonSection
{
    private const int MostRows = 300;

    public static void Write(HtmlText html, BatchReport report)
    {
        var comparisons = report.Statistics!.Comparisons;
        html.Open("section", "id", "comparisons").Element("h2", "Compared on the same prompts");
        if (comparisons.Count == 0)
        {
            html.Element("p", report.Combinations.Count > 1 ? "The combinations were not compared with each other: the notes at the top say why." : "There is only one combination: nothing to compare.", "class", "empty").Close("section");
            return;
        }

        var index = report.Combinations.Select(static (combination, i) => (combination.Id, i)).DistinctBy(static pair => pair.Id).ToDictionary(static pair => pair.Id, static pair => pair.i, StringComparer.Ordinal);
        html.Element("p", $"One pair is {(report.Statistics.PairBy is BatchPairing.Run ? "a run of each on the same prompt" : "a prompt")}. The p-values are corrected by Holm over all comparisons of a metric.", "class", "hint");
        Table(html, report, [.. comparisons.Where(static comparison => comparison.Metric is BatchMetric.Success)], index);
        List<BatchPairedComparison> others = [.. comparisons.Where(static comparison => comparison.Metric is not BatchMetric.Success).OrderBy(static comparison => comparison.AdjustedPValue ?? 1)];
        if (others.Count > 0)
        {
            html.Open("details").Element("summary", $"Duration, tokens and other numbers: {Statistics.ComparisonText.Counted(others.Count, "comparison")}, {others.Count(static comparison => comparison.Verdict is BatchVerdict.Different)} with a difference");
            Table(html, report, others, index);
            html.Close("details");
        }

        html.Close("section");
    }

    private static void Table(HtmlText html, BatchReport report, List<BatchPairedComparison> comparisons, Dictionary<string, int> index)
    {
        html.Open("div", "class", "scroll").Open("table", "class", "cards comparisons").Open("thead").Open("tr");
        foreach (var header in new[] { "combinations", "of", "first − second", "pairs", "p", "verdict" })
        {
            html.Element("th", header, "scope", "col");
        }

        html.Close("tr").Close("thead").Open("tbody");
        foreach (var comparison in comparisons.Take(MostRows))
        {
            html.Open("tr").Open("th", "scope", "row");
            Combination(html, report, index, comparison.FirstId);
            html.Text(" – ");
            Combination(html, report, index, comparison.SecondId);
            html.Close("th");
            html.Element("td", Figures.Name(comparison.Metric), "data-label", "of");
            html.Element("td", Figures.Change(comparison.Metric, comparison.Difference), "data-label", "first − second");
            html.Element("td", $"{comparison.Pairs} ({comparison.FirstLarger} : {comparison.SecondLarger})", "data-label", "pairs", "title", "in brackets: where the first is larger, where the second is");
            html.Element("td", Statistics.ComparisonText.P(comparison.AdjustedPValue), "data-label", "p", "title", comparison.Test);
            html.Open("td", "data-label", "verdict").Element("span", Figures.Name(comparison.Verdict), "class", $"verdict {comparison.Verdict.ToString().ToLowerInvariant()}").Element("small", comparison.Explanation).Close("td");
            html.Close("tr");
        }

        html.Close("tbody").Close("table").Close("div");
        if (comparisons.Count > MostRows)
        {
            html.Element("p", string.Create(CultureInfo.InvariantCulture, $"{comparisons.Count - MostRows} more are in the JSON."), "class", "hint");
        }
    }

    private static void Combination(HtmlText html, BatchReport report, Dictionary<string, int> index, string id)
    {
        if (index.TryGetValue(id, out var i))
        {
            CombinationKey.WriteWithName(html, i, report.Combinations[i].Name);
        }
        else
        {
            html.Text(id);
        }
    }
}
