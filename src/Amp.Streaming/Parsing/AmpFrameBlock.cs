namespace Amp.Streaming;

/// <summary>A view of one content block of an <see cref="AmpFrame"/>, under the same rules.</summary>
public readonly ref struct AmpFrameBlock
{
    private readonly LineReader _reader;
    private readonly MessageFactory _factory;
    private readonly int _version;
    private readonly int _number;

    internal AmpFrameBlock(LineReader reader, MessageFactory factory, int version, int number) =>
        (_reader, _factory, _version, _number) = (reader, factory, version, number);

    /// <summary>What the block is.</summary>
    public AmpBlockKind Kind => Index.Kind;

    /// <summary>The whole block as JSON, byte for byte.</summary>
    public ReadOnlySpan<byte> Utf8 => Index.Raw.RawIn(Buffer);

    /// <summary>What the block says: its text, its thought, the data of an encrypted thought, or a tool's answer when that is a string.</summary>
    public AmpFrameText Text => Kind switch
    {
        AmpBlockKind.Text => Field(BlockField.Text),
        AmpBlockKind.Thinking => Field(BlockField.Thinking),
        AmpBlockKind.RedactedThinking => Field(BlockField.Data),
        AmpBlockKind.ToolResult => Field(BlockField.Content),
        _ => default,
    };

    /// <summary>The id of the tool call: of a tool call its own, of a tool's answer the one that it answers.</summary>
    public AmpFrameText ToolUseId => Kind switch
    {
        AmpBlockKind.ToolUse => Field(BlockField.Id),
        AmpBlockKind.ToolResult => Field(BlockField.ToolUseId),
        _ => default,
    };

    /// <summary>Of a tool call, the name of the tool.</summary>
    public AmpFrameText ToolName => Kind is AmpBlockKind.ToolUse ? Field(BlockField.Name) : default;

    /// <summary>Of a tool call, the arguments as JSON. Empty for other blocks.</summary>
    public ReadOnlySpan<byte> Input => Kind is AmpBlockKind.ToolUse ? Index[BlockField.Input].RawIn(Buffer) : default;

    /// <summary>Of a tool's answer, whether the tool could not run; see <see cref="ToolResultBlock.IsError"/>.</summary>
    public bool? IsError => Kind is AmpBlockKind.ToolResult && Index.Has(BlockField.IsError)
        ? Index[BlockField.IsError].Kind switch { JsonKind.True => true, JsonKind.False => false, _ => null }
        : null;

    /// <summary>Makes a string of <see cref="Text"/>.</summary>
    /// <returns><see langword="null"/> when the block has none.</returns>
    public string? GetText() => Text.GetString();

    /// <summary>Writes <see cref="Text"/>, unescaped, into a buffer of the caller's; see <see cref="AmpFrameText.TryCopyTo"/>.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="written">How many characters were written.</param>
    /// <returns><see langword="false"/> when the buffer is too small.</returns>
    public bool TryCopyText(Span<char> target, out int written) => Text.TryCopyTo(target, out written);

    /// <summary>Makes a block of it, that owns its memory and may be kept.</summary>
    public ContentBlock ToBlock() => _factory.CreateBlock(Buffer, ref Index);

    private ref BlockIndex Index => ref _reader.IndexAt(_version).Block(_number);

    private ReadOnlySpan<byte> Buffer => _reader.BufferAt(_version);

    private AmpFrameText Field(BlockField field) => Index.IsString(field) ? new(_reader, _version, Index[field]) : default;
}
