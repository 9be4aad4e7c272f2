namespace Amp.Batch.Reports.Html;

/// <summary>How much of one cell the page has.</summary>
/// <param name="Transcript">Characters of its transcript.</param>
/// <param name="Patch">Characters of its patch.</param>
internal readonly record struct DetailLimits(int Transcript, int Patch);
