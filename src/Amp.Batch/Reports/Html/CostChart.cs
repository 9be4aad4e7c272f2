namespace Amp.Batch.Reports.Html;

/// <summary>What a run costs against how often it succeeds: up and to the left is better.</summary>
internal static class CostChart
{
    private const int MostLetters = 4;

    // In percent of the drawing, on a small screen.
    private const double DotWidth = 2;
    private const double LetterWidth = 2.2;
    private const double LetterHeight = 7;

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
        var isWhole = Draw(html, statistics, points, metric);
        if (!isWhole)
        {
            html.Element("p", "Where dots crowd, some letters are left out: rest the pointer on a dot to see what it is.", "class", "hint");
        }

        var missing = statistics.Combinations.Count - points.Count;
        if (missing > 0)
        {
            html.Element("p", $"{Statistics.ComparisonText.Counted(missing, "combination")} without a known {(metric is BatchMetric.Credits ? "cost" : "number of tokens")} {(missing == 1 ? "is" : "are")} not shown.", "class", "hint");
        }

        html.Close("section");
    }

    private static string Described(BatchStatistics statistics, (int Index, double Cost, double Rate) point, BatchMetric metric) =>
        $"{CombinationKey.Letter(point.Index)} {statistics.Combinations[point.Index].Name}: {Figures.Of(metric, point.Cost)} {Figures.Name(metric)}, {Figures.Percent(point.Rate)}";

    /// <returns>Whether every dot has its letters.</returns>
    private static bool Draw(HtmlText html, BatchStatistics statistics, List<(int Index, double Cost, double Rate)> points, BatchMetric metric)
    {
        var axis = ChartAxis.For(points.Select(static point => point.Cost), isTime: false);
        html.Open("div", "class", "scatter").Open("div", "class", "ylabels", "aria-hidden", "true");
        foreach (var tick in ChartAxis.Share.Ticks.Reverse())
        {
            html.Element("span", Figures.Percent(tick));
        }

        html.Close("div");
        var described = string.Join("; ", points.Select(point => Described(statistics, point, metric)));
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
        var dots = points.GroupBy(point => (X: Math.Round(axis.Place(point.Cost) / 2), Y: Math.Round(point.Rate * 40)))
            .Select(place => (X: axis.Place(place.First().Cost), Y: 100 - ChartAxis.Share.Place(place.First().Rate), Points: place.ToList())).ToList();
        foreach (var (x, y, shared) in dots)
        {
            html.Open("circle", "class", $"dot {CombinationKey.Colour(shared[0].Index)}", "cx", HtmlText.Percent(x), "cy", HtmlText.Percent(y), "r", "7");
            html.Element("title", string.Join("; ", shared.Select(point => Described(statistics, point, metric)))).Close("circle");
        }

        // Letters that would lie on another dot or on other letters are left out: the dot says what it is.
        var isWhole = true;
        List<(double From, double To, double Y)> taken = [];
        foreach (var (x, y, shared) in dots)
        {
            var letters = string.Join(", ", shared.Take(MostLetters).Select(static point => CombinationKey.Letter(point.Index))) + (shared.Count > MostLetters ? " …" : "");
            // Beside the dot, on the side where there is room.
            var isRight = x > 80;
            var width = DotWidth + (letters.Length * LetterWidth);
            var label = (From: isRight ? x - width : x + DotWidth, To: isRight ? x - DotWidth : x + width, Y: y);
            if (taken.Any(other => other.From < label.To && label.From < other.To && Math.Abs(other.Y - y) < LetterHeight)
                || dots.Any(dot => dot.X != x && dot.X + DotWidth > label.From && dot.X - DotWidth < label.To && Math.Abs(dot.Y - y) < LetterHeight))
            {
                isWhole = false;
                continue;
            }

            taken.Add(label);
            html.Element("text", letters, "class", "mark", "x", HtmlText.Percent(x), "y", HtmlText.Percent(y), "dx", isRight ? "-12" : "12", "dy", "5", "text-anchor", isRight ? "end" : "start");
        }

        html.Close("svg").Open("div").Close("div").Open("svg", "class", "plot", "width", "100%", "height", "18", "aria-hidden", "true");
        for (var i = 0; i < axis.Ticks.Count; i++)
        {
            var anchor = i == 0 ? "start" : i == axis.Ticks.Count - 1 ? "end" : "middle";
            html.Element("text", Figures.Tick(metric, axis.Ticks[i]), "class", "tick", "x", HtmlText.Percent(i == 0 ? 0 : i == axis.Ticks.Count - 1 ? 100 : axis.Place(axis.Ticks[i])), "y", "13", "text-anchor", anchor);
        }

        html.Close("svg").Close("div");
        return isWhole;
    }
}
