namespace Amp.Batch.Reports;

/// <summary>One line of the results table: combination | success | tokens | duration | diff | score.</summary>
internal sealed record ResultsRow(BatchCombinationStatistics Statistics)
{
    public static readonly string[] Headers = ["combination", "success", "tokens", "duration", "diff", "score"];

    public double? Tokens => Statistics.Find(BatchMetric.Tokens)?.Median?.Value;

    public double? Seconds => (Statistics.Find(BatchMetric.WallSeconds)?.Median ?? Statistics.Find(BatchMetric.CliSeconds)?.Median)?.Value;

    public double? DiffLines => Statistics.Find(BatchMetric.DiffLines)?.Median?.Value;

    public double? Score => Statistics.Find(BatchMetric.Score)?.Median?.Value;

    public string SuccessText => Statistics.Runs == 0 ? Figures.Unknown : $"{Statistics.Successes}/{Statistics.Runs}, {Figures.Percent(Statistics.SuccessRate)} ({Figures.Percents(Statistics.SuccessInterval)})";

    public string DiffText => DiffLines is null ? Figures.Unknown : $"{Figures.Count(DiffLines)} {(DiffLines == 1 ? "line" : "lines")}";

    /// <summary>The cells of the line, in the order of the headers. The name is as somebody wrote it.</summary>
    public string[] Texts => [Statistics.Name, SuccessText, Figures.Count(Tokens), Figures.Seconds(Seconds), DiffText, Figures.Number(Score)];

    public static ResultsRow[] Of(BatchReport report) => [.. report.Statistics!.Combinations.Select(static statistics => new ResultsRow(statistics))];
}
