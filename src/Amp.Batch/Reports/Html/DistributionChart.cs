namespace Amp.Batch.Reports.Html;

/// <summary>How a metric is distributed: every run as a dot, the middle half as a box, the median as a line.</summary>
internal static class DistributionChart
{
    private const int MostDots = 300;
    private const string Height = "44";

    public static void Write(HtmlText html, BatchReport report, BatchMetric metric, string title)
    {
        var statistics = report.Statistics!;
        var runs = report.Cells.Where(static cell => cell.Success is not null).ToLookup(static cell => cell.CombinationId, StringComparer.Ordinal);
        html.Open("section", "class", "chart").Element("h3", title);
        if (statistics.Combinations.All(combination => combination.Find(metric) is not { Count: > 0 }))
        {
            html.Element("p", $"No run told its {Figures.Name(metric)}.", "class", "empty").Close("section");
            return;
        }

        html.Element("p", "Each dot is a run (hollow: it failed), the line is the median, the box holds the middle half.", "class", "hint");
        var values = statistics.Combinations.Select(combination => runs[combination.CombinationId].Select(run => (Run: run, Value: Statistics.MetricValue.Of(run, metric))).Where(static run => run.Value is not null).ToList()).ToList();
        var axis = ChartAxis.For(values.SelectMany(static list => list).Select(static run => run.Value!.Value), metric is BatchMetric.WallSeconds or BatchMetric.CliSeconds);
        ChartParts.OpenRows(html);
        for (var i = 0; i < statistics.Combinations.Count; i++)
        {
            Row(html, i, statistics.Combinations[i], metric, axis, values[i]);
        }

        ChartParts.Axis(html, axis, tick => Figures.Tick(metric, tick));
        ChartParts.CloseRows(html);
        html.Close("section");
    }

    private static void Row(HtmlText html, int index, BatchCombinationStatistics combination, BatchMetric metric, ChartAxis axis, List<(BatchCellResult Run, double? Value)> runs)
    {
        var median = combination.Find(metric)?.Median;
        var sorted = runs.Select(static run => run.Value!.Value).Order().ToArray();
        var colour = CombinationKey.Colour(index);
        var described = median is null
            ? $"{combination.Name}: no value"
            : $"{combination.Name}: median {Figures.Of(metric, median.Value)}{(median.Interval is { } interval ? $", interval {Figures.Of(metric, interval.Low)} to {Figures.Of(metric, interval.High)}" : "")}, from {Figures.Of(metric, sorted[0])} to {Figures.Of(metric, sorted[^1])}, {Statistics.ComparisonText.Counted(runs.Count, "run")}";
        ChartParts.OpenRow(html, index, combination.Name);
        ChartParts.OpenPlot(html, described, Height);
        ChartParts.Grid(html, axis, Height);
        if (median is null)
        {
            ChartParts.Nothing(html, "no value");
        }
        else
        {
            if (sorted.Length > 1)
            {
                var (low, high) = (axis.Place(Statistics.Quantile.Of(sorted, 0.25)!.Value), axis.Place(Statistics.Quantile.Of(sorted, 0.75)!.Value));
                html.Open("rect", "class", $"box {colour}", "x", HtmlText.Percent(low), "width", HtmlText.Percent(Math.Max(high - low, 0.2)), "y", "6", "height", "32", "rx", "4").Close("rect");
            }

            Dots(html, axis, runs, colour);
            var x = HtmlText.Percent(axis.Place(median.Value));
            html.Open("line", "class", $"median {colour}", "x1", x, "x2", x, "y1", "4", "y2", "40").Close("line");
        }

        html.Close("svg");
        ChartParts.CloseRow(html, Figures.Of(metric, median?.Value));
    }

    private static void Dots(HtmlText html, ChartAxis axis, List<(BatchCellResult Run, double? Value)> runs, string colour)
    {
        var step = Math.Max(1, (runs.Count + MostDots - 1) / MostDots);
        for (var i = 0; i < runs.Count; i += step)
        {
            // Up and down in turn, so that dots of equal value can be told apart; always the same way.
            var y = 22 + (((((i / step * 7) + 6) % 13) - 6) * 2);
            html.Open("circle", "class", $"run {colour}{(runs[i].Run.Success is true ? "" : " hollow")}", "cx", HtmlText.Percent(axis.Place(runs[i].Value!.Value)), "cy", HtmlText.Number(y), "r", "3.5").Close("circle");
        }
    }
}
