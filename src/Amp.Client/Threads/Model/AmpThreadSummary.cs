namespace Amp.Client;

/// <summary>What an <see cref="AmpThreadRole.Info"/> message says of what went before.</summary>
/// <param name="Text">The summary, when it is one in words.</param>
/// <param name="ThreadId">The thread that holds what went before, when it is kept there.</param>
public sealed record AmpThreadSummary(string? Text, AmpThreadId? ThreadId);
