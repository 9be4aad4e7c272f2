namespace Amp.Client.Usage;

/// <summary>A tool call, without its texts.</summary>
internal readonly record struct UsedTool(string Name, bool IsFailed, TimeSpan? Duration);
