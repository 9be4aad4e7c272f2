using System.Text;
using Amp.Batch.Reports;
using Amp.Batch.Reports.Html;
using Amp.Batch.Results;

namespace Amp.Batch;

/// <summary>Writes reports for people and for other programs.</summary>
/// <remarks>
/// Prompts, names, output and diffs are what somebody else wrote: in every format they are shown as text, and can neither become markup, a formula, a link nor a command of the terminal.
/// A report without statistics gets those of the default options.
/// </remarks>
public static class BatchExporter
{
    /// <summary>Gives the results as a table for a terminal. Plain text, no colours.</summary>
    /// <param name="report">The report.</param>
    public static string ToText(BatchReport report) => TextReport.Write(Complete(report));

    /// <summary>Gives the results as GitHub's Markdown: the results, the comparisons, the cells that did not succeed.</summary>
    /// <param name="report">The report.</param>
    public static string ToMarkdown(BatchReport report) => MarkdownReport.Write(Complete(report));

    /// <summary>Gives the cells as CSV by RFC 4180: a header, one record for each cell, CRLF between them. Text that a spreadsheet would take for a formula begins with an apostrophe.</summary>
    /// <param name="report">The report.</param>
    public static string ToCsv(BatchReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return CsvReport.Write(report);
    }

    /// <summary>Gives everything as JSON, as <see cref="BatchStore"/> keeps it.</summary>
    /// <param name="report">The report.</param>
    public static string ToJson(BatchReport report) => Complete(report).ToJson();

    /// <summary>Gives the report as one page that needs no network: results, charts, comparisons, and each cell with transcript and diff.</summary>
    /// <param name="report">The report.</param>
    /// <param name="options">What goes into it; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<string> ToHtmlAsync(BatchReport report, BatchHtmlOptions? options = null, CancellationToken cancellationToken = default)
    {
        var text = new StringWriter();
        await using (text.ConfigureAwait(false))
        {
            await HtmlReport.WriteAsync(text, Complete(report), options ?? new(), cancellationToken).ConfigureAwait(false);
            return text.ToString();
        }
    }

    /// <summary>Writes a report to a file that only its owner can read, in one step, over what is there.</summary>
    /// <param name="report">The report.</param>
    /// <param name="format">In which form.</param>
    /// <param name="path">The file. Its folder must exist.</param>
    /// <param name="html">What goes into a page; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Gives up; then the file is as it was.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static async Task ExportAsync(BatchReport report, BatchReportFormat format, string path, BatchHtmlOptions? html = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (!Enum.IsDefined(format))
        {
            throw new ArgumentOutOfRangeException(nameof(format), format, $"Expected one of: {string.Join(", ", Enum.GetNames<BatchReportFormat>())}.");
        }

        await PrivateStorage.WriteAsync(Path.GetFullPath(path), WriteAsync, cancellationToken).ConfigureAwait(false);

        async Task WriteAsync(Stream file, CancellationToken token)
        {
            var writer = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
            await using (writer.ConfigureAwait(false))
            {
                if (format is BatchReportFormat.Html)
                {
                    await HtmlReport.WriteAsync(writer, Complete(report), html ?? new(), token).ConfigureAwait(false);
                    return;
                }

                var text = format switch
                {
                    BatchReportFormat.Text => ToText(report),
                    BatchReportFormat.Markdown => ToMarkdown(report),
                    BatchReportFormat.Csv => ToCsv(report),
                    _ => ToJson(report),
                };
                await writer.WriteAsync(text.AsMemory(), token).ConfigureAwait(false);
            }
        }
    }

    private static BatchReport Complete(BatchReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return report.Statistics is null ? report.WithStatistics() : report;
    }
}
