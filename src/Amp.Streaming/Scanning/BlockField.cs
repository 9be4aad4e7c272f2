namespace Amp.Streaming;

/// <summary>The fields of a content block that have a place of their own in a <see cref="BlockIndex"/>.</summary>
internal enum BlockField : byte
{
    Type,
    Text,
    Thinking,
    Signature,
    Data,
    Id,
    Name,
    Input,
    ToolUseId,
    Content,
    IsError,
    Source,

    Count,
    Unknown = 31,
}
