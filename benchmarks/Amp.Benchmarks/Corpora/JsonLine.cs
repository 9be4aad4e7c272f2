using System.Globalization;
using System.Text;

namespace Amp.Benchmarks.Corpora;

/// <summary>Writes JSON byte for byte as JavaScript's <c>JSON.stringify</c> does, because the CLI is a JavaScript program.</summary>
/// <remarks>
/// <c>Utf8JsonWriter</c> comes close but not there: it writes <c>\u0022</c> or, relaxed, still escapes some characters
/// that <c>JSON.stringify</c> leaves alone. Text must not hold lone surrogates.
/// </remarks>
internal sealed class JsonLine(bool indented = false)
{
    private readonly StringBuilder _text = new();
    private int _depth;
    private bool _isFirst = true;

    public JsonLine Begin(string? name = null) => Open(name, '{');

    public JsonLine End() => Close('}');

    public JsonLine BeginList(string? name = null) => Open(name, '[');

    public JsonLine EndList() => Close(']');

    public JsonLine Add(string name, string? value) => value is null ? Named(name).Literal("null") : Named(name).Quote(value);

    public JsonLine Add(string name, int value) => Named(name).Literal(value.ToString(CultureInfo.InvariantCulture));

    public JsonLine Add(string name, bool value) => Named(name).Literal(value ? "true" : "false");

    public JsonLine AddItem(string value) => Next().Quote(value);

    public JsonLine AddItem(int value) => Next().Literal(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Gives the JSON, without a line break at its end.</summary>
    public override string ToString() => _text.ToString();

    private JsonLine Open(string? name, char bracket)
    {
        _ = name is null ? Next() : Named(name);
        _text.Append(bracket);
        (_depth, _isFirst) = (_depth + 1, true);
        return this;
    }

    private JsonLine Close(char bracket)
    {
        _depth--;
        if (!_isFirst)
        {
            Break();
        }

        _text.Append(bracket);
        _isFirst = false;
        return this;
    }

    private JsonLine Named(string name)
    {
        Next().Quote(name);
        _text.Append(indented ? ": " : ":");
        return this;
    }

    private JsonLine Next()
    {
        if (!_isFirst)
        {
            _text.Append(',');
        }

        if (_depth > 0)
        {
            Break();
        }

        _isFirst = false;
        return this;
    }

    private void Break()
    {
        if (indented)
        {
            _text.Append('\n').Append(' ', 2 * _depth);
        }
    }

    private JsonLine Literal(string value)
    {
        _text.Append(value);
        return this;
    }

    private JsonLine Quote(string value)
    {
        _text.Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => _text.Append("\\\""),
                '\\' => _text.Append("\\\\"),
                '\n' => _text.Append("\\n"),
                '\r' => _text.Append("\\r"),
                '\t' => _text.Append("\\t"),
                '\b' => _text.Append("\\b"),
                '\f' => _text.Append("\\f"),
                < ' ' => _text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => _text.Append(c),
            };
        }

        _text.Append('"');
        return this;
    }
}
