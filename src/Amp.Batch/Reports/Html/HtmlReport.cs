namespace Amp.Batch.Reports.Html;

/// <summary>The page.</summary>
internal static class HtmlReport
{
    public static async Task WriteAsync(TextWriter writer, BatchReport report, BatchHtmlOptions options, CancellationToken cancellationToken)
    {
        var html = new HtmlText(writer);
        var title = report.Name ?? report.Id;
        html.Trusted("<!doctype html>\n").Open("html", "lang", "en").Open("head").Open("meta", "charset", "utf-8");
        html.Open("meta", "http-equiv", "Content-Security-Policy", "content", PageAssets.Policy);
        html.Open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.Open("meta", "name", "color-scheme", "content", "light dark");
        html.Open("meta", "name", "referrer", "content", "no-referrer");
        html.Element("title", title);
        html.Open("style").Trusted(PageAssets.Style).Close("style").Close("head").Open("body");
        html.Element("a", "To the results", "class", "skip", "href", "#results");
        Header(html, report, title);
        html.Open("main");
        ResultsSection.Write(html, report);
        html.Open("section", "id", "charts").Element("h2", "Charts").Open("div", "class", "charts");
        SuccessChart.Write(html, report);
        CostChart.Write(html, report);
        DistributionChart.Write(html, report, BatchMetric.WallSeconds, "Duration");
        DistributionChart.Write(html, report, BatchMetric.Tokens, "Tokens");
        TrendChart.Write(html, report, options);
        html.Close("div").Close("section");
        ComparisonSection.Write(html, report);
        CellSection.Write(html, report);
        html.Close("main");
        await CellDetails.WriteAsync(writer, report, options, cancellationToken).ConfigureAwait(false);
        html.Open("script").Trusted(PageAssets.Script).Close("script").Close("body").Close("html");
    }

    private static void Header(HtmlText html, BatchReport report, string title)
    {
        var totals = report.Totals;
        html.Open("header").Element("h1", title);
        html.Open("p", "class", "sub").Text($"Batch {report.Id} · {Figures.Time(report.StartedAt)}");
        if (report.EndedAt is { } end && end > report.StartedAt)
        {
            html.Text($" · took {Figures.Seconds((end - report.StartedAt).TotalSeconds)}");
        }

        html.Close("p").Open("dl", "class", "totals");
        Total(html, "cells", Figures.Count(totals.Cells));
        Total(html, "succeeded", Figures.Count(totals.Succeeded));
        Total(html, "failed", Figures.Count(totals.Failed));
        Total(html, "left out", Figures.Count(totals.Excluded));
        Total(html, "tokens", Figures.Count(totals.Tokens));
        Total(html, "credits", Figures.Number((double?)totals.Credits));
        Total(html, "time of all runs", Figures.Seconds(totals.RunTime?.TotalSeconds));
        html.Close("dl");
        if (report.Statistics!.Notes.Count > 0)
        {
            html.Open("aside", "class", "notes", "aria-label", "What to know before believing the numbers").Open("ul");
            foreach (var note in report.Statistics.Notes)
            {
                html.Element("li", note);
            }

            html.Close("ul").Close("aside");
        }

        html.Close("header");
    }

    private static void Total(HtmlText html, string name, string value) => html.Open("div").Element("dt", name).Element("dd", value).Close("div");
}
