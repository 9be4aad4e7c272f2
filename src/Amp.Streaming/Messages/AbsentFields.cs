namespace Amp.Streaming;

/// <summary>The fields that the CLI always writes and a line yet lacks. What makes a line come out as it went in.</summary>
[Flags]
internal enum AbsentFields
{
    None = 0,
    ParentToolUseId = 1,
    StopReason = 2,
    Role = 4,
    MessageType = 8,
    IsError = 16,
    Tools = 32,
    McpServers = 64,
}
