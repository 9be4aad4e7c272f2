namespace Amp.Batch.Reports.Html;

/// <summary>The success rate of each combination with its interval.</summary>
internal static class SuccessChart
{
    public static void Write(HtmlText html, BatchReport report)
    {
        var statistics = report.Statistics!;
        html.Open("section", "class", "chart").Element("h3", "Success");
        html.Element("p", $"The dot is the share of runs that succeeded, the bar its {Figures.Number(statistics.Confidence * 100)} % Wilson interval: where the true rate may well lie.", "class", "hint");
        ChartParts.OpenRows(html);
        for (var i = 0; i < statistics.Combinations.Count; i++)
        {
            Row(html, i, statistics.Combinations[i]);
        }

        ChartParts.Axis(html, ChartAxis.Share, static tick => Figures.Percent(tick));
        ChartParts.CloseRows(html);
        html.Close("section");
    }

    private static void Row(HtmlText html, int index, BatchCombinationStatistics combination)
    {
        var described = combination.SuccessRate is null
            ? $"{combination.Name}: no run counts"
            : $"{combination.Name}: {combination.Successes} of {combination.Runs}, {Figures.Percent(combination.SuccessRate)}, interval {Figures.Percents(combination.SuccessInterval)}";
        ChartParts.OpenRow(html, index, combination.Name);
        ChartParts.OpenPlot(html, described);
        ChartParts.Grid(html, ChartAxis.Share);
        if (combination is { SuccessRate: { } rate, SuccessInterval: { } interval })
        {
            html.Open("line", "class", $"band {CombinationKey.Colour(index)}", "x1", HtmlText.Percent(ChartAxis.Share.Place(interval.Low)), "x2", HtmlText.Percent(ChartAxis.Share.Place(interval.High)), "y1", "14", "y2", "14").Close("line");
            html.Open("circle", "class", $"dot {CombinationKey.Colour(index)}", "cx", HtmlText.Percent(ChartAxis.Share.Place(rate)), "cy", "14", "r", "6").Close("circle");
        }
        else
        {
            ChartParts.Nothing(html, "no run counts");
        }

        html.Close("svg");
        ChartParts.CloseRow(html, combination.Runs == 0 ? Figures.Unknown : $"{combination.Successes}/{combination.Runs} · {Figures.Percent(combination.SuccessRate)}");
    }
}
