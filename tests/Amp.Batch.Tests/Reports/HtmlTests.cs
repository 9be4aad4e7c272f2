using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Amp.Batch.Tests.Reports;

public sealed partial class HtmlTests
{
    private static readonly string[] Void = ["meta", "input"];

    [Fact]
    public async Task The_page_needs_nothing_and_lets_nothing_but_its_own_script_run()
    {
        var page = await BatchExporter.ToHtmlAsync(SampleBatch.Report(2));

        var policy = WebUtility.HtmlDecode(Regex.Match(page, "Content-Security-Policy\" content=\"([^\"]+)\"").Groups[1].Value);
        var style = Regex.Match(page, "<style>(.*?)</style>", RegexOptions.Singleline).Groups[1].Value;
        var script = Regex.Match(page, "<script>(.*?)</script>", RegexOptions.Singleline).Groups[1].Value;
        Assert.Equal($"default-src 'none'; style-src '{Hash(style)}'; script-src '{Hash(script)}'; base-uri 'none'; form-action 'none'", policy);
        Assert.DoesNotMatch("""<[^>]+\s(?:style|src|on[a-z]+)=""", Markup(page));
        Assert.DoesNotMatch("""<(?:link|iframe|img|object|embed|base|form)\b""", Markup(page));
        Assert.DoesNotContain("innerHTML", script, StringComparison.Ordinal);
        Assert.True(page.IndexOf("Content-Security-Policy", StringComparison.Ordinal) < page.IndexOf("<style>", StringComparison.Ordinal));

        static string Hash(string content) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}";
    }

    [Fact]
    public async Task The_page_has_its_parts_in_their_order()
    {
        var page = await BatchExporter.ToHtmlAsync(SampleBatch.Report(2), new() { Earlier = [SampleBatch.Report(1, "earlier") with { StartedAt = SampleBatch.Start.AddDays(-1) }] });

        Assert.Equal(
            ["Results", "Charts", "Success", "Cost against success", "Duration", "Tokens", "Trend", "Compared on the same prompts", "Cells"],
            Regex.Matches(page, "<h[23]>([^<]+)</h[23]>").Select(static match => match.Groups[1].Value));
        var table = Regex.Match(page, "aria-label=\"Results by combination\".*?</thead>", RegexOptions.Singleline).Value;
        Assert.Equal(["combination", "success", "tokens", "duration", "diff", "score"], Regex.Matches(table, "<button type=\"button\">([^<]+)").Select(static match => match.Groups[1].Value));
        Assert.Equal(12, Regex.Count(page, "<tr class=\"cell\""));
        Assert.Equal(12, Regex.Count(page, "data-details="));
        Assert.Contains("1 earlier batch and in this one", page, StringComparison.Ordinal);
        Assert.All(Regex.Matches(page, "<svg class=\"plot\" role=\"img\"[^>]*>").Cast<Match>(), static svg => Assert.Contains("aria-label=\"", svg.Value, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Every_element_is_closed_whatever_the_batch_holds(int kind)
    {
        using var folder = new TemporaryFolder();
        var store = new BatchStore(folder.Path);
        var report = kind switch
        {
            0 => await HostileBatch.ReportAsync(store),
            1 => BatchReport.Create("none", [], []),
            _ => SampleBatch.Report(1) with { Cells = [.. SampleBatch.Report(1).Cells.Select(static cell => cell with { Credits = null, Tokens = null, WallDuration = null, Duration = null, Diff = null, Score = null })] },
        };

        var page = Markup(await BatchExporter.ToHtmlAsync(report, new() { Store = store }));

        var open = new Stack<string>();
        foreach (Match tag in Tag().Matches(page))
        {
            var name = tag.Groups[2].Value;
            if (tag.Groups[1].Value == "/")
            {
                Assert.Equal(open.Pop(), name);
            }
            else if (!Void.Contains(name))
            {
                open.Push(name);
            }
        }

        Assert.Empty(open);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Letters_of_dots_that_crowd_are_left_out_and_the_dots_say_who_they_are()
    {
        var cells = BatchPlan.For("a").WithModes([.. Enumerable.Range(1, 200).Select(static i => $"m{i}")]).Repeated(3).ExpandCells();
        var random = new Random(5);
        var page = await BatchExporter.ToHtmlAsync(BatchReport.Create("wide", cells, cells.Select(cell => SampleBatch.Result(cell, random, hasCredits: true, luck: 0))));

        var chart = Regex.Match(page, "Cost against success</h3>.*?</section>", RegexOptions.Singleline).Value;
        Assert.InRange(Regex.Count(chart, "class=\"mark\""), 3, 40);
        Assert.All(Enumerable.Range(1, 200), i => Assert.Contains($" m{i}: ", string.Concat(Regex.Matches(chart, "<circle[^>]*><title>([^<]*)").Select(static dot => " " + dot.Groups[1].Value)), StringComparison.Ordinal));
        Assert.Contains("some letters are left out", chart, StringComparison.Ordinal);
        Assert.DoesNotContain("letters are left out", await BatchExporter.ToHtmlAsync(SampleBatch.Report()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_that_somebody_wrote_is_markup()
    {
        using var folder = new TemporaryFolder();
        var store = new BatchStore(folder.Path);
        var page = await BatchExporter.ToHtmlAsync(await HostileBatch.ReportAsync(store), new() { Store = store });

        // The page's own script is the only one that can run, and no element of the attack is one.
        Assert.Single(Regex.Matches(page, "<script>"));
        Assert.DoesNotContain("<img", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<svg onload", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', page);
        Assert.DoesNotContain('\u202e', page);
        // It is there, as text: in the markup encoded, in the details as what a script reads.
        Assert.Contains(WebUtility.HtmlEncode(HostileBatch.Script), page, StringComparison.Ordinal);
        var details = Details(page).First();
        Assert.Contains(details.GetProperty("transcript").EnumerateArray(), static entry => entry[1].GetString()!.StartsWith(HostileBatch.Script, StringComparison.Ordinal));
        Assert.Contains("+" + HostileBatch.Script, details.GetProperty("patch").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Details_of_a_big_batch_are_cut_to_their_share_and_say_so()
    {
        using var folder = new TemporaryFolder();
        var store = new BatchStore(folder.Path);
        var report = await SampleBatch.WithFilesAsync(SampleBatch.Report(1), store, new string('t', 50_000), string.Concat(Enumerable.Repeat("+added line\n", 5_000)));

        var page = await BatchExporter.ToHtmlAsync(report, new() { Store = store, MaxDetailCharacters = 60_000 });

        Assert.InRange(page.Length, 40_000, 200_000);
        Assert.All(Details(page), static details =>
        {
            Assert.InRange(details.GetProperty("patch").GetString()!.Length, 5_000, 6_000);
            Assert.InRange(details.GetProperty("transcript").EnumerateArray().Sum(static entry => entry[1].GetString()!.Length), 1, 4_100);
            Assert.StartsWith("The rest is in c-", details.GetProperty("patchNote").GetString(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Files_that_are_gone_or_damaged_cost_a_sentence()
    {
        using var folder = new TemporaryFolder();
        var store = new BatchStore(folder.Path);
        var report = await SampleBatch.WithFilesAsync(SampleBatch.Report(1), store);
        File.Delete(Path.Combine(store.FolderOf(report.Id), report.Cells[0].Stream!.File));
        await File.WriteAllBytesAsync(Path.Combine(store.FolderOf(report.Id), report.Cells[1].Stream!.File), [1, 2, 3]);
        File.Delete(Path.Combine(store.FolderOf(report.Id), report.Cells[1].Diff!.Patch!.File));

        var details = Details(await BatchExporter.ToHtmlAsync(report, new() { Store = store }));

        Assert.Contains("is gone", details[0].GetProperty("transcriptNote").GetString(), StringComparison.Ordinal);
        Assert.Contains("cannot be read", details[1].GetProperty("transcriptNote").GetString(), StringComparison.Ordinal);
        Assert.Contains("is gone", details[1].GetProperty("patchNote").GetString(), StringComparison.Ordinal);
    }

    private static List<JsonElement> Details(string page) =>
        [.. Regex.Matches(page, "<script type=\"application/json\"[^>]*>(.*?)</script>", RegexOptions.Singleline).Select(static match => JsonElement.Parse(match.Groups[1].Value))];

    // Without what is inside of script and style, which is no markup.
    private static string Markup(string page) => Regex.Replace(page, "(<(script|style)[^>]*>).*?(</\\2>)", "$1$3", RegexOptions.Singleline);

    [GeneratedRegex("<(/?)([a-z][a-z0-9]*)[^>]*>")]
    private static partial Regex Tag();
}
