namespace Amp.Streaming;

/// <summary>Which object's fields are being read.</summary>
internal enum Scope : byte
{
    Line,
    Message,
    Usage,
    Block,
}
