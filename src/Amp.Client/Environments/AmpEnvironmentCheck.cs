namespace Amp.Client;

/// <summary>One thing that was looked at before a switch, and what was found.</summary>
/// <param name="Kind">What was looked at.</param>
/// <param name="IsPassed">Whether it is as it should be.</param>
/// <param name="Detail">What was found, or what is wrong and what to do, in a sentence for a person. Holds no secrets.</param>
public sealed record AmpEnvironmentCheck(AmpEnvironmentCheckKind Kind, bool IsPassed, string Detail);
