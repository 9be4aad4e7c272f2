namespace Amp.Batch.Planning;

/// <summary>What one run may take: medians of earlier ones, null where none told.</summary>
internal sealed record RunEstimate(RunHistoryKind Kind, double? Seconds, double? Tokens, double? Credits);
