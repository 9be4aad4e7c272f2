namespace Amp.Batch.Reports.Html;

/// <summary>What the charts have in common: one line for each combination, with its name, a drawing, and a number.</summary>
internal static class ChartParts
{
    private const string Height = "28";

    public static void OpenRows(HtmlText html) => html.Open("div", "class", "rows");

    public static void CloseRows(HtmlText html) => html.Close("div");

    public static void OpenRow(HtmlText html, int index, string name)
    {
        html.Open("div", "class", "row").Open("div", "class", "label", "title", name);
        CombinationKey.WriteWithName(html, index, name);
        html.Close("div");
    }

    public static void CloseRow(HtmlText html, string value) => html.Element("div", value, "class", "value").Close("div");

    /// <param name="html">The page.</param>
    /// <param name="described">What the drawing shows, for those who do not see it and for a pointer that rests on it.</param>
    /// <param name="height">In pixels.</param>
    public static void OpenPlot(HtmlText html, string described, string height = Height) =>
        html.Open("svg", "class", "plot", "role", "img", "width", "100%", "height", height, "aria-label", described).Element("title", described);

    public static void Grid(HtmlText html, ChartAxis axis, string height = Height)
    {
        foreach (var tick in axis.Ticks)
        {
            var x = HtmlText.Percent(axis.Place(tick));
            html.Open("line", "class", "grid", "x1", x, "x2", x, "y1", "0", "y2", height).Close("line");
        }
    }

    public static void Nothing(HtmlText html, string why) => html.Element("text", why, "class", "none", "x", "3%", "y", "18");

    public static void Axis(HtmlText html, ChartAxis axis, Func<double, string> label)
    {
        html.Open("div", "class", "row axis", "aria-hidden", "true").Open("div", "class", "label").Close("div").Open("svg", "class", "plot", "width", "100%", "height", "18");
        for (var i = 0; i < axis.Ticks.Count; i++)
        {
            var anchor = i == 0 ? "start" : i == axis.Ticks.Count - 1 ? "end" : "middle";
            // At the ends the text begins or ends at the edge of the drawing.
            var x = i == 0 ? 0 : i == axis.Ticks.Count - 1 ? 100 : axis.Place(axis.Ticks[i]);
            html.Element("text", label(axis.Ticks[i]), "class", "tick", "x", HtmlText.Percent(x), "y", "13", "text-anchor", anchor);
        }

        html.Close("svg").Open("div", "class", "value").Close("div").Close("div");
    }
}
