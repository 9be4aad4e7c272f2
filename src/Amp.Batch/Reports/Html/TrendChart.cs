using System.Globalization;
using Amp.Batch.Statistics;

namespace Amp.Batch.Reports.Html;

/// <summary>The success rate of each combination in earlier batches and in this one.</summary>
internal static class TrendChart
{
    public static void Write(HtmlText html, BatchReport report, BatchHtmlOptions options)
    {
        var own = report.Combinations.Select(static combination => combination.Id).ToHashSet(StringComparer.Ordinal);
        List<BatchReport> earlier =
        [
            .. options.Earlier
                .Where(batch => batch.Id != report.Id && batch.StartedAt <= report.StartedAt && batch.Combinations.Any(combination => own.Contains(combination.Id)))
                .OrderByDescending(static batch => batch.StartedAt).Take(options.MaxEarlier).Reverse(),
        ];
        html.Open("section", "class", "chart wide", "id", "trend").Element("h3", "Trend");
        if (earlier.Count == 0)
        {
            html.Element("p", "There is no earlier batch with these combinations to compare with.", "class", "empty").Close("section");
            return;
        }

        html.Element("p", $"The success rate of each combination in {ComparisonText.Counted(earlier.Count, "earlier batch")} and in this one (the last), with intervals. The prompts may have been others.".Replace("batchs", "batches", StringComparison.Ordinal), "class", "hint");
        List<BatchReport> batches = [.. earlier, report];
        ChartParts.OpenRows(html);
        for (var i = 0; i < report.Statistics!.Combinations.Count; i++)
        {
            Row(html, i, report.Statistics.Combinations[i], batches, report.Statistics.Confidence);
        }

        html.Open("div", "class", "row axis", "aria-hidden", "true").Open("div", "class", "label").Close("div").Open("div", "class", "ends");
        html.Element("span", batches[0].StartedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)).Element("span", report.StartedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        html.Close("div").Open("div", "class", "value").Close("div").Close("div");
        ChartParts.CloseRows(html);
        html.Close("section");
    }

    private static void Row(HtmlText html, int index, BatchCombinationStatistics combination, List<BatchReport> batches, double confidence)
    {
        List<(int Place, int Successes, int Runs)> points = [];
        for (var i = 0; i < batches.Count; i++)
        {
            var cells = batches[i].Cells.Where(cell => cell.CombinationId == combination.CombinationId && cell.Success is not null).ToList();
            if (cells.Count > 0)
            {
                points.Add((i, cells.Count(static cell => cell.Success is true), cells.Count));
            }
        }

        var rates = points.Select(point => (X: X(point.Place, batches.Count), Rate: (double)point.Successes / point.Runs, Interval: WilsonInterval.Of(point.Successes, point.Runs, confidence)!)).ToList();
        var described = $"{combination.Name}: " + (points.Count == 0 ? "no run counts" : string.Join(", ", points.Select(point => $"{Figures.Percent((double)point.Successes / point.Runs)} of {point.Runs}")));
        var colour = CombinationKey.Colour(index);
        ChartParts.OpenRow(html, index, combination.Name);
        ChartParts.OpenPlot(html, described, "56");
        foreach (var y in new[] { Y(0), Y(0.5), Y(1) })
        {
            html.Open("line", "class", "grid", "x1", "0%", "x2", "100%", "y1", HtmlText.Percent(y), "y2", HtmlText.Percent(y)).Close("line");
        }

        for (var i = 0; i < rates.Count; i++)
        {
            var (x, rate, interval) = rates[i];
            html.Open("line", "class", $"whisker {colour}", "x1", HtmlText.Percent(x), "x2", HtmlText.Percent(x), "y1", HtmlText.Percent(Y(interval.Low)), "y2", HtmlText.Percent(Y(interval.High))).Close("line");
            if (i > 0)
            {
                html.Open("line", "class", $"trend {colour}", "x1", HtmlText.Percent(rates[i - 1].X), "x2", HtmlText.Percent(x), "y1", HtmlText.Percent(Y(rates[i - 1].Rate)), "y2", HtmlText.Percent(Y(rate))).Close("line");
            }
        }

        foreach (var (x, rate, _) in rates)
        {
            html.Open("circle", "class", $"dot {colour}", "cx", HtmlText.Percent(x), "cy", HtmlText.Percent(Y(rate)), "r", "4").Close("circle");
        }

        if (rates.Count == 0)
        {
            ChartParts.Nothing(html, "no run counts");
        }

        html.Close("svg");
        ChartParts.CloseRow(html, Change(rates.Select(static rate => rate.Rate).ToList()));
    }

    private static string Change(List<double> rates) => rates.Count switch
    {
        0 => Figures.Unknown,
        1 => Figures.Percent(rates[0]),
        _ => $"{Figures.Percent(rates[^1])} ({(rates[^1] == rates[^2] ? "as before" : Figures.Change(BatchMetric.Success, rates[^1] - rates[^2]))})",
    };

    private static double X(int place, int count) => count == 1 ? 50 : 3 + ((double)place / (count - 1) * 94);

    private static double Y(double rate) => 10 + ((1 - rate) * 80);
}
