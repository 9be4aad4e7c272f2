namespace Amp.Batch;

/// <summary>A form of a report.</summary>
public enum BatchReportFormat
{
    /// <summary>A table for a terminal.</summary>
    Text,

    /// <summary>GitHub's Markdown.</summary>
    Markdown,

    /// <summary>One line for each cell, RFC 4180.</summary>
    Csv,

    /// <summary>Everything.</summary>
    Json,

    /// <summary>One page that needs nothing else.</summary>
    Html,
}
