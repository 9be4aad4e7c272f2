namespace Amp.Streaming;

/// <summary>Walks over JSON that is known to be valid, value by value. For the parts of a line that come once a run or never.</summary>
/// <remarks>
/// The framework's <c>Utf8JsonReader</c> would do, but its first use costs a new process two milliseconds, and a session's first
/// line has a list of tools in it.
/// </remarks>
internal ref struct JsonWalker(ReadOnlySpan<byte> json)
{
    private readonly ReadOnlySpan<byte> _json = json;
    private int _pos;

    /// <summary>The value that <see cref="TryNext"/> stepped over; of a string, with its quotes.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Whether <see cref="Value"/> is a string.</summary>
    public readonly bool IsString => Value is [(byte)'"', ..];

    /// <summary>The text of <see cref="Value"/>, which is a string.</summary>
    public readonly string Text => JsonText.OfEscaped(Value[1..^1]);

    /// <summary>Steps into the object or list that the walk begins at.</summary>
    public void Enter()
    {
        SkipBetween();
        _pos++;
    }

    /// <summary>Steps over the next value, or the next name, of the object or list.</summary>
    /// <returns><see langword="false"/> at its end.</returns>
    public bool TryNext()
    {
        SkipBetween();
        if (_json[_pos] is (byte)']' or (byte)'}')
        {
            return false;
        }

        var start = _pos;
        Skip();
        Value = _json[start.._pos];
        return true;
    }

    private void SkipBetween()
    {
        while (_json[_pos] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)',' or (byte)':')
        {
            _pos++;
        }
    }

    private void Skip()
    {
        var depth = 0;
        do
        {
            switch (_json[_pos])
            {
                case (byte)'"':
                    SkipString();
                    break;
                case (byte)'{' or (byte)'[':
                    depth++;
                    _pos++;
                    break;
                case (byte)'}' or (byte)']':
                    depth--;
                    _pos++;
                    break;
                default:
                    SkipScalar();
                    break;
            }

            if (depth > 0)
            {
                SkipBetween();
            }
        }
        while (depth > 0);
    }

    private void SkipString()
    {
        _pos++;
        while (_json[_pos] != '"')
        {
            _pos += _json[_pos] == '\\' ? 2 : 1;
        }

        _pos++;
    }

    private void SkipScalar()
    {
        while (_pos < _json.Length && _json[_pos] is not ((byte)',' or (byte)'}' or (byte)']' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
        {
            _pos++;
        }
    }
}
