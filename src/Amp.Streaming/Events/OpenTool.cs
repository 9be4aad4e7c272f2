namespace Amp.Streaming.Events;

/// <summary>A tool call that has no answer yet.</summary>
/// <param name="Id">The id of the call.</param>
/// <param name="Name">The tool.</param>
/// <param name="ParentId">The Task call of the sub-agent that made it.</param>
/// <param name="StartedAt">When, as a timestamp of the projector's clock.</param>
internal sealed record OpenTool(string Id, string Name, string? ParentId, long StartedAt);
