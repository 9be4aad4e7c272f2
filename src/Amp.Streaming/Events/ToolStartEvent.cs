namespace Amp.Streaming.Events;

/// <summary>The agent called a tool. A <see cref="ToolFinishEvent"/> with the same id follows, at the latest when the run ends.</summary>
/// <param name="ToolUseId">The id of the call.</param>
/// <param name="ToolName">The tool, such as <c>Bash</c>.</param>
/// <param name="Input">The arguments.</param>
/// <remarks>A call of a sub-agent starts too, but its answer is not in the stream: it ends when the sub-agent's Task does.</remarks>
public sealed record ToolStartEvent(string ToolUseId, string ToolName, RawJson Input) : AmpEvent;
