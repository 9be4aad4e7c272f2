namespace Amp.Batch.Reports.Html;

/// <summary>What a run costs against how often it succeeds: up and to the left is better.</summary>
internal static class CostChart
{
    public static void Write(HtmlText html, BatchReport report)
    {
        var statistics = report.Statistics!;
        var metric = statistics.Combinations.Any(static combination => combination.Find(BatchMetric.Credits) is { Count: > 0 }) ? BatchMetric.Credits : BatchMetric.Tokens;
        List<(int Index, double Cost, double Rate)> points =
        [
            .. statistics.Combinations
                .Select((combination, i) => (i, Cost: combination.Find(metric)?.Median?.Value, Rate: combination.SuccessRate))
                .Where(static point => point is { Cost: not null, Rate: not null })
                .Select(static point => (point.i, point.Cost!.Value, point.Rate!.Value)),
        ];
        html.Open("section", "class", "chart").Element("h3", "Cost against success");
        if (points.Count == 0)
        {
            html.Element("p", "No run told what it cost, neither in credits nor in tokens.", "class", "empty").Close("section");
            return;
        }

        html.Element("p", (metric is BatchMetric.Credits ? "The median run's credits against the success rate." : "No run told its credits, so these are tokens: the median run's, against the success rate.") + " Up and to the left is better.", "class", "hint");
        Draw(html, statistics, points, metric);
        var missing = statistics.Combinations.Count - points.Count;
        if (missing > 0)
        {
            html.Element("p", $"{Statistics.ComparisonText.Counted(missing, "combination")} without a known {(metric is BatchMetric.Credits ? "cost" : "number of tokens")} {(missing == 1 ? "is" : "are")} not shown.", "class", "hint");
        }

        html.Close("section");
    }

    private static void Draw(HtmlText html, BatchStatistics statistics, List<(int Index, double Cost, double Rate)> points, BatchMetric metric)
    {
        var axis = ChartAxis.For(points.Select(static point => point.Cost), isTime: false);
        html.Open("div", "class", "scatter").Open("div", "class", "ylabels", "aria-hidden", "true");
        foreach (var tick in ChartAxis.Share.Ticks.Reverse())
        {
            html.Element("span", Figures.Percent(tick));
        }

        html.Close("div");
        var described = string.Join("; ", points.Select(point => $"{statistics.Combinations[point.Index].Name}: {Figures.Of(metric, point.Cost)} {Figures.Name(metric)}, {Figures.Percent(point.Rate)}"));
        ChartParts.OpenPlot(html, $"Cost against success. {described}", "220");
        foreach (var tick in ChartAxis.Share.Ticks)
        {
            var y = HtmlText.Percent(100 - ChartAxis.Share.Place(tick));
            html.Open("line", "class", "grid", "x1", "0%", "x2", "100%", "y1", y, "y2", y).Close("line");
        }

        foreach (var tick in axis.Ticks)
        {
            var x = HtmlText.Percent(axis.Place(tick));
            html.Open("line", "class", "grid", "x1", x, "x2", x, "y1", "0%", "y2", "100%").Close("line");
        }

        // Combinations at one place share a dot.
        foreach (var place in points.GroupBy(point => (X: Math.Round(axis.Place(point.Cost) / 2), Y: Math.Round(point.Rate * 40))))
        {
            var first = place.First();
            var x = HtmlText.Percent(axis.Place(first.Cost));
            var y = HtmlText.Percent(100 - ChartAxis.Share.Place(first.Rate));
            var letters = string.Join(", ", place.Select(static point => CombinationKey.Letter(point.Index)));
            html.Open("circle", "class", $"dot {CombinationKey.Colour(first.Index)}", "cx", x, "cy", y, "r", "7").Close("circle");
            // Beside the dot, on the side where there is room.
            var isRight = axis.Place(first.Cost) > 80;
            html.Element("text", letters, "class", "mark", "x", x, "y", y, "dx", isRight ? "-12" : "12", "dy", "5", "text-anchor", isRight ? "end" : "start");
        }

        html.Close("svg").Open("div").Close("div").Open("svg", "class", "plot", "width", "100%", "height", "18", "aria-hidden", "true");
        for (var i = 0; i < axis.Ticks.Count; i++)
        {
            var anchor = i == 0 ? "start" : i == axis.Ticks.Count - 1 ? "end" : "middle";
            html.Element("text", Figures.Tick(metric, axis.Ticks[i]), "class", "tick", "x", HtmlText.Percent(i == 0 ? 0 : i == axis.Ticks.Count - 1 ? 100 : axis.Place(axis.Ticks[i])), "y", "13", "text-anchor", anchor);
        }

        html.Close("svg").Close("div");
    }
}
