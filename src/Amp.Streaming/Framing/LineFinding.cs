namespace Amp.Streaming;

/// <summary>One thing that a bad line came to: a report, or an object in it that can be read.</summary>
/// <param name="Report">The report; <see langword="null"/> for an object.</param>
/// <param name="PlainText">The line, when the report is about plain text.</param>
/// <param name="Start">Where the object begins.</param>
internal readonly record struct LineFinding(MalformedLine? Report, string? PlainText, int Start);
