namespace Amp.Client;

/// <summary>Something about a thread, and who says it.</summary>
/// <typeparam name="T">What kind of thing.</typeparam>
/// <param name="Value">What is said.</param>
/// <param name="Origin">Who says it.</param>
public readonly record struct AmpThreadFact<T>(T Value, AmpThreadOrigin Origin);
