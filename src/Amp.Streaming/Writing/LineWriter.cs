using System.Buffers;
using System.Buffers.Text;

namespace Amp.Streaming;

/// <summary>Writes objects field by field, in the order of the calls, without any white space.</summary>
internal struct LineWriter(IBufferWriter<byte> output)
{
    private bool _needsComma;

    public void Open(ReadOnlySpan<byte> brace)
    {
        Separate();
        output.Write(brace);
        _needsComma = false;
    }

    public void Close(ReadOnlySpan<byte> brace)
    {
        output.Write(brace);
        _needsComma = true;
    }

    public void Name(ReadOnlySpan<byte> name)
    {
        Separate();
        output.Write("\""u8);
        output.Write(name);
        output.Write("\":"u8);
        _needsComma = false;
    }

    public void String(ReadOnlySpan<char> value)
    {
        Separate();
        JsonStringWriter.Write(output, value);
        _needsComma = true;
    }

    public void String(ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            Name(name);
            String(value);
        }
    }

    /// <summary>A string that the CLI writes as null when there is nothing to say.</summary>
    public void StringOrNull(ReadOnlySpan<byte> name, string? value, bool isAbsent)
    {
        if (value is not null)
        {
            String(name, value);
        }
        else if (!isAbsent)
        {
            Literal(name, "null"u8);
        }
    }

    public void Number(ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number)
        {
            Span<byte> digits = stackalloc byte[20];
            Utf8Formatter.TryFormat(number, digits, out var length);
            Literal(name, digits[..length]);
        }
    }

    public void Boolean(ReadOnlySpan<byte> name, bool? value)
    {
        if (value is { } boolean)
        {
            Literal(name, boolean ? "true"u8 : "false"u8);
        }
    }

    public void Literal(ReadOnlySpan<byte> name, scoped ReadOnlySpan<byte> json)
    {
        Name(name);
        output.Write(json);
        _needsComma = true;
    }

    public void Raw(RawJson json)
    {
        Separate();
        WriteInOneLine(json.Utf8.Span);
        _needsComma = true;
    }

    public void Rest(IReadOnlyList<KeyValuePair<string, RawJson>> properties)
    {
        for (var i = 0; i < properties.Count; i++)
        {
            var (name, json) = properties[i];
            Separate();
            JsonStringWriter.Write(output, name);
            output.Write(":"u8);
            WriteInOneLine(json.Utf8.Span);
            _needsComma = true;
        }
    }

    // In valid JSON a line break is white space: it cannot stand within a string.
    private readonly void WriteInOneLine(ReadOnlySpan<byte> json)
    {
        while (json.IndexOf((byte)'\n') is var lineBreak and >= 0)
        {
            output.Write(json[..lineBreak]);
            output.Write(" "u8);
            json = json[(lineBreak + 1)..];
        }

        output.Write(json);
    }

    private readonly void Separate()
    {
        if (_needsComma)
        {
            output.Write(","u8);
        }
    }
}
