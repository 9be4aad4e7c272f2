namespace Amp.Client.Usage;

/// <summary>A turn or a model call that took its time.</summary>
/// <param name="Source">Where that is told.</param>
/// <param name="Duration">How long.</param>
/// <param name="Time">When; null when nobody says.</param>
/// <param name="Model">The model, when it is a model call.</param>
internal readonly record struct UsedTime(AmpFigureSources Source, TimeSpan? Duration, DateTimeOffset? Time, string? Model = null);
