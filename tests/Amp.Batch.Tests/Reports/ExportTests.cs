using System.Text.Json;
using System.Text.RegularExpressions;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace Amp.Batch.Tests.Reports;

public sealed partial class ExportTests
{
    [Fact]
    public void The_results_table_has_the_columns_that_were_asked_for()
    {
        var report = SampleBatch.Report();

        var text = BatchExporter.ToText(report).Split('\n');
        var header = Assert.Single(text, static line => line.StartsWith("combination", StringComparison.Ordinal));
        Assert.Equal(["combination", "success", "tokens", "duration", "diff", "score"], header.Split('|').Select(static cell => cell.Trim()));
        Assert.Contains("| combination | success | tokens | duration | diff | score |", BatchExporter.ToMarkdown(report), StringComparison.Ordinal);
        Assert.StartsWith("cell,promptId,prompt,", BatchExporter.ToCsv(report), StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_in_the_reports_are_those_that_somebody_else_computes()
    {
        var report = SampleBatch.Report();
        var markdown = BatchExporter.ToMarkdown(report);

        foreach (var combination in report.Combinations)
        {
            var runs = report.Cells.Where(cell => cell.CombinationId == combination.Id && cell.Outcome is not BatchOutcome.AgentFailed).ToList();
            var successes = runs.Count(static run => run.Outcome is BatchOutcome.Succeeded);
            double n = runs.Count;
            var z = Normal.InvCDF(0, 1, 0.975);
            var p = successes / n;
            var centre = (p + (z * z / (2 * n))) / (1 + (z * z / n));
            var half = z / (1 + (z * z / n)) * Math.Sqrt((p * (1 - p) / n) + (z * z / (4 * n * n)));
            var tokens = runs.Select(static run => (double)(run.Tokens!.Input + run.Tokens.CacheCreation + run.Tokens.CacheRead + run.Tokens.Output)!).Median();
            var seconds = runs.Select(static run => run.WallDuration!.Value.TotalSeconds).Median();
            var lines = runs.Select(static run => (double)(run.Diff!.Insertions + run.Diff.Deletions)).Median();
            var score = runs.Select(static run => run.Score!.Value).Median();

            var row = Assert.Single(markdown.Split('\n'), line => line.StartsWith($"| {combination.Name} | {successes}/", StringComparison.Ordinal)).Split('|').Select(static cell => cell.Trim()).ToArray();
            Assert.Equal(FormattableString.Invariant($"{successes}/{n}, {p * 100:0.#} % ({(centre - half) * 100:0}–{(centre + half) * 100:0} %)"), row[2]);
            Assert.Equal(FormattableString.Invariant($"{tokens / 1000:0.#}k"), row[3]);
            var time = row[4].EndsWith('s') && !row[4].Contains("min", StringComparison.Ordinal) ? FormattableString.Invariant($"{seconds:0.0} s") : FormattableString.Invariant($"{Math.Floor(Math.Round(seconds) / 60)} min {Math.Round(seconds) % 60:00} s");
            Assert.Equal(time, row[4]);
            Assert.Equal(FormattableString.Invariant($"{lines:0.#} lines"), row[5]);
            Assert.Equal(FormattableString.Invariant($"{score:0.###}"), row[6]);
        }
    }

    [Fact]
    public void CSV_is_RFC_4180_with_one_record_for_each_cell()
    {
        var report = SampleBatch.Report(2);

        var records = ReadCsv(BatchExporter.ToCsv(report));

        Assert.Equal(report.Cells.Count + 1, records.Count);
        Assert.All(records, record => Assert.Equal(records[0].Count, record.Count));
        for (var i = 0; i < report.Cells.Count; i++)
        {
            Assert.Equal(report.Cells[i].CellId, records[i + 1][records[0].IndexOf("cell")]);
            Assert.Equal(report.Cells[i].Tokens!.Total.ToString(), records[i + 1][records[0].IndexOf("totalTokens")]);
        }
    }

    [Fact]
    public async Task Nothing_in_CSV_is_a_formula()
    {
        using var folder = new TemporaryFolder();
        var report = await HostileBatch.ReportAsync(new(folder.Path));

        var records = ReadCsv(BatchExporter.ToCsv(report));

        Assert.Equal(report.Cells.Count + 1, records.Count);
        Assert.All(records.Skip(1).SelectMany(static record => record), static field => Assert.DoesNotMatch(@"^[\s]*[=+\-@\t\r]", field));
        Assert.Contains(records.Skip(1).SelectMany(static record => record), static field => field == "'" + HostileBatch.Formula);
        // A number below zero stays a number.
        Assert.Contains("-1.5", ReadCsv(BatchExporter.ToCsv(report with { Cells = [report.Cells[0] with { Score = -1.5 }] }))[1]);
    }

    [Theory]
    [InlineData("\t=1+1", "'\t'=1+1")]
    [InlineData("\r=1+1", "' =1+1")]
    [InlineData("\0=1+1", "\u2400=1+1")]
    [InlineData("\u00a0\uff1d1+1", "'\u00a0\uff1d1+1")]
    [InlineData("\ufeff=1+1", "'\ufeff=1+1")]
    [InlineData("a;=1+1", "a;'=1+1")]
    [InlineData("a; \"=1+1\"", "a;' \"=1+1\"")]
    [InlineData("a\n-1\r\n@x", "a\n'-1\n'@x")]
    [InlineData("a, b; c - d\te=f", "a, b; c - d\te=f")]
    public void Nothing_in_CSV_becomes_a_formula_for_other_separators_either(string name, string expected)
    {
        var report = SampleBatch.Report(1);

        var records = ReadCsv(BatchExporter.ToCsv(report with { Prompts = [report.Prompts[0] with { Name = name }] }));

        Assert.Equal(expected, records[1][2]);
    }

    [Fact]
    public async Task Nothing_in_Markdown_is_markup()
    {
        using var folder = new TemporaryFolder();
        var report = await HostileBatch.ReportAsync(new(folder.Path));
        Assert.DoesNotContain("`<", BatchExporter.ToMarkdown(report with { Id = "`<b>\n|" }), StringComparison.Ordinal);
        var markdown = BatchExporter.ToMarkdown(report);

        Assert.DoesNotMatch(@"<[a-zA-Z/!]", markdown);
        Assert.DoesNotMatch(@"(?<!\\)\]\(", markdown);
        Assert.DoesNotContain("https://", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("www.", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("@everyone", markdown, StringComparison.Ordinal);
        Assert.All(markdown.Split('\n').Where(static line => line.StartsWith("| ", StringComparison.Ordinal)), static line => Assert.True(UnescapedPipe().Count(line) is 7 or 8, line));
        Assert.All(markdown, static c => Assert.False(char.IsControl(c) && c != '\n'));
    }

    [Fact]
    public async Task Nothing_in_text_commands_a_terminal()
    {
        using var folder = new TemporaryFolder();
        var report = await HostileBatch.ReportAsync(new(folder.Path));
        var statistics = report.Statistics! with { Comparisons = [.. report.Statistics.Comparisons.Select(static comparison => comparison with { Explanation = HostileBatch.Terminal })] };
        var text = BatchExporter.ToText(report with { Id = HostileBatch.Terminal, Statistics = statistics });

        Assert.All(text, static c => Assert.False((char.IsControl(c) && c != '\n') || c is '\u202e' or '\u2066'));
    }

    [Fact]
    public async Task JSON_holds_everything()
    {
        using var folder = new TemporaryFolder();
        var report = await HostileBatch.ReportAsync(new(folder.Path));

        var read = BatchReport.FromJson(BatchExporter.ToJson(report));

        Assert.Equal(HostileBatch.Script, read.Cells[0].Text);
        Assert.Equal(report.ToJson(), read.ToJson());
        Assert.Equal(1, JsonDocument.Parse(BatchExporter.ToJson(report)).RootElement.GetProperty("schemaVersion").GetInt32());
    }

    [Fact]
    public async Task A_report_is_exported_in_one_step_for_its_owner_alone()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "report.csv");
        await File.WriteAllTextAsync(path, "before");

        foreach (var format in Enum.GetValues<BatchReportFormat>())
        {
            await BatchExporter.ExportAsync(SampleBatch.Report(1), format, path);
        }

        Assert.StartsWith("<!doctype html>", await File.ReadAllTextAsync(path), StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(folder.Path));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(path) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => BatchExporter.ExportAsync(SampleBatch.Report(1), (BatchReportFormat)99, path));
    }

    private static List<List<string>> ReadCsv(string csv)
    {
        var records = new List<List<string>> { new() };
        var field = new System.Text.StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < csv.Length; i++)
        {
            switch (csv[i])
            {
                case '"' when isQuoted && i + 1 < csv.Length && csv[i + 1] == '"':
                    field.Append('"');
                    i++;
                    break;
                case '"':
                    isQuoted = !isQuoted;
                    break;
                case ',' when !isQuoted:
                    records[^1].Add(field.ToString());
                    field.Clear();
                    break;
                case '\r' when !isQuoted && csv[i + 1] == '\n':
                    records[^1].Add(field.ToString());
                    field.Clear();
                    i++;
                    if (i + 1 < csv.Length)
                    {
                        records.Add([]);
                    }

                    break;
                default:
                    field.Append(csv[i]);
                    break;
            }
        }

        return records;
    }

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex UnescapedPipe();
}
