namespace Amp.Client.Runs;

/// <summary>A run that will never say another word, though its process lives.</summary>
internal sealed record RunStall(AmpErrorKind Kind, string Error);
