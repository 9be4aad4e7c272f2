namespace Amp.Client;

/// <summary>Why a file among the threads, or a part of it, could not be read.</summary>
/// <param name="Kind">What kind of problem it is.</param>
/// <param name="Reason">In words, with the place. Never what the file holds.</param>
public sealed record AmpThreadProblem(AmpThreadProblemKind Kind, string Reason);
