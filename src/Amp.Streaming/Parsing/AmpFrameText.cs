namespace Amp.Streaming;

/// <summary>A text in the current frame: bytes of the line, of which a string is made only on request.</summary>
/// <remarks>
/// Valid until the reader reads on; after that every member throws <see cref="InvalidOperationException"/>. A span taken from it
/// cannot be watched over in this way: do not keep one across a read.
/// </remarks>
public readonly ref struct AmpFrameText
{
    private readonly LineReader? _reader;
    private readonly int _version;
    private readonly JsonSlot _slot;

    internal AmpFrameText(LineReader reader, int version, in JsonSlot slot)
    {
        _reader = reader;
        _version = version;
        _slot = slot;
    }

    /// <summary>Whether the line has this text. If not, it is as good as empty, and <see cref="GetString"/> gives <see langword="null"/>.</summary>
    public bool HasValue => _reader is not null;

    /// <summary>The text as the line has it: UTF-8, without its quotes, still escaped when <see cref="IsEscaped"/>.</summary>
    public ReadOnlySpan<byte> Utf8 => _reader is null ? default : _slot.In(_reader.BufferAt(_version));

    /// <summary>Whether <see cref="Utf8"/> holds escapes.</summary>
    public bool IsEscaped => _slot.Shrink != 0;

    /// <summary>The length of the text in UTF-16 characters.</summary>
    public int CharCount => _reader is null ? 0 : JsonText.CharCount(Utf8, _slot);

    /// <summary>Makes a string of it.</summary>
    /// <returns><see langword="null"/> when the line does not have this text.</returns>
    public string? GetString() => _reader is null ? null : JsonText.Of(_reader.BufferAt(_version), _slot);

    /// <summary>Writes the text, unescaped, into a buffer of the caller's.</summary>
    /// <param name="target">Where to. Room for <see cref="Utf8"/>'s length in characters is always enough.</param>
    /// <param name="written">How many characters were written.</param>
    /// <returns><see langword="false"/> when the buffer is too small; its content is then of no meaning.</returns>
    public bool TryCopyTo(Span<char> target, out int written)
    {
        var text = Utf8;
        written = 0;
        if (target.Length < text.Length && target.Length < CharCount)
        {
            return false;
        }

        written = JsonUnescaper.Unescape(text, target);
        return true;
    }

    /// <summary>Whether the text is this word.</summary>
    /// <param name="word">ASCII that JSON does not escape, such as <c>end_turn</c>.</param>
    public bool Is(ReadOnlySpan<byte> word) => _reader is not null && (IsEscaped ? GetString() == System.Text.Encoding.UTF8.GetString(word) : Utf8.SequenceEqual(word));

    /// <summary>Gives the text; empty when the line does not have it.</summary>
    public override string ToString() => GetString() ?? "";
}
