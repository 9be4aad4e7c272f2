using System.Text.Json;
using Amp.Batch.Results.Json;

namespace Amp.Batch.Results;

/// <summary>Reports as JSON.</summary>
internal static class ReportJson
{
    public static string Write(BatchReport report) => JsonSerializer.Serialize(report, ReportJsonContext.Default.BatchReport);

    public static Task WriteAsync(Stream stream, BatchReport report, CancellationToken cancellationToken) =>
        JsonSerializer.SerializeAsync(stream, report, ReportJsonContext.Default.BatchReport, cancellationToken);

    public static BatchReport Read(string json) => Check(JsonSerializer.Deserialize(json, ReportJsonContext.Default.BatchReport));

    public static BatchReport Read(ReadOnlySpan<byte> utf8) => Check(JsonSerializer.Deserialize(utf8, ReportJsonContext.Default.BatchReport));

    private static BatchReport Check(BatchReport? report)
    {
        if (report is null)
        {
            throw new JsonException("The file holds null.");
        }

        return report.SchemaVersion >= 1 ? report : throw new JsonException($"The report has schemaVersion {report.SchemaVersion}; the first is 1.");
    }
}
