namespace Amp.Streaming;

/// <summary>A view of one message, over the very bytes that came out of the pipe. Nothing is copied, no string is made unless asked for.</summary>
/// <remarks>
/// <para>
/// <b>Lifetime.</b> Valid until its reader reads on or is disposed; after that every member throws
/// <see cref="InvalidOperationException"/>. Spans taken from it are not watched over: do not keep one across a read.
/// </para>
/// <para>
/// <b>Shape.</b> A field that the line does not have, or has with a value of another kind, is without value or
/// <see langword="null"/>. Of a field that occurs several times the last counts.
/// </para>
/// </remarks>
public readonly ref struct AmpFrame
{
    private readonly LineReader _reader;
    private readonly MessageFactory _factory;
    private readonly int _version;

    internal AmpFrame(LineReader reader, MessageFactory factory) => (_reader, _factory, _version) = (reader, factory, reader.Version);

    /// <summary>What the message is.</summary>
    public AmpFrameKind Kind => Index.Kind;

    /// <summary>The whole message as JSON, byte for byte.</summary>
    public ReadOnlySpan<byte> Utf8 => Index.Raw.In(Buffer);

    /// <summary>The CLI's name for the kind, such as <c>assistant</c>.</summary>
    public AmpFrameText Type => Text(Field.Type);

    /// <summary>The thread that the message belongs to.</summary>
    public AmpFrameText SessionId => Text(Field.SessionId);

    /// <summary>The tool call on whose behalf a sub-agent speaks; see <see cref="AssistantMessage.ParentToolUseId"/>.</summary>
    public AmpFrameText ParentToolUseId => Text(Field.ParentToolUseId);

    /// <summary>The subtype: <c>init</c>, <c>success</c>, <c>error_during_execution</c>.</summary>
    public AmpFrameText Subtype => Text(Field.Subtype);

    /// <summary>The directory that the agent works in; see <see cref="SystemMessage.Cwd"/>.</summary>
    public AmpFrameText Cwd => Text(Field.Cwd);

    /// <summary>Why the model stopped; see <see cref="AssistantMessage.StopReason"/>.</summary>
    public AmpFrameText StopReason => Text(Field.StopReason);

    /// <summary>The agent's last text; see <see cref="ResultMessage.Result"/>.</summary>
    public AmpFrameText Result => Text(Field.Result);

    /// <summary>What went wrong; see <see cref="ResultMessage.Error"/>.</summary>
    public AmpFrameText Error => Text(Field.Error);

    /// <summary>Whether the run failed.</summary>
    public bool? IsError => Index.Has(Field.IsError) && Index[Field.IsError].Kind is (JsonKind.True or JsonKind.False) ? Index[Field.IsError].Kind is JsonKind.True : null;

    /// <summary>The time that the CLI spent on the run, in milliseconds.</summary>
    public long? DurationMs => FieldTaker.ReadInt64(Buffer, Index, Field.DurationMs);

    /// <summary>How many messages the agent wrote.</summary>
    public long? NumTurns => FieldTaker.ReadInt64(Buffer, Index, Field.NumTurns);

    /// <summary>The tokens of this model call.</summary>
    /// <value>All <see langword="null"/> when the line has none.</value>
    public AmpFrameUsage Usage => new(Buffer, Index);

    /// <summary>How many blocks the message has. Zero for a kind other than <see cref="AmpFrameKind.User"/> and <see cref="AmpFrameKind.Assistant"/>.</summary>
    public int BlockCount => Index.Kind is AmpFrameKind.User or AmpFrameKind.Assistant ? Index.BlockCount : 0;

    /// <summary>One block of the message.</summary>
    /// <param name="number">From 0 to one less than <see cref="BlockCount"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such block.</exception>
    public AmpFrameBlock GetBlock(int number)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)number, (uint)BlockCount, nameof(number));
        return new(_reader, _factory, _version, number);
    }

    /// <summary>Makes a message of it, that owns its memory and may be kept.</summary>
    public AmpMessage ToMessage() => _factory.Create(Buffer, Index);

    private LineIndex Index => _reader.IndexAt(_version);

    private ReadOnlySpan<byte> Buffer => _reader.BufferAt(_version);

    private AmpFrameText Text(Field field) => Index.IsString(field) ? new(_reader, _version, Index[field]) : default;
}
