using System.Buffers.Text;

namespace Amp.Streaming;

/// <summary>Takes fields out of a scanned line, and remembers which, so that the rest can be kept.</summary>
internal ref struct FieldTaker(ReadOnlySpan<byte> buffer, LineIndex index, StringCache cache)
{
    private readonly ReadOnlySpan<byte> _buffer = buffer;
    private uint _taken;

    public void Take(Field field) => _taken |= 1u << (int)field;

    public void TakeIf(Field field, bool condition) => _taken |= condition ? 1u << (int)field : 0;

    /// <summary>Takes a field that says nothing when it is this word.</summary>
    public void TakeWord(Field field, ReadOnlySpan<byte> word) => TakeIf(field, index.IsString(field) && JsonName.Equals(_buffer, index[field], word));

    /// <summary>A text that is probably not seen again.</summary>
    public string? Text(Field field)
    {
        if (!index.IsString(field))
        {
            return null;
        }

        Take(field);
        return JsonText.Of(_buffer, index[field]);
    }

    /// <summary>A text that is probably seen again.</summary>
    public string? Word(Field field)
    {
        if (!index.IsString(field))
        {
            return null;
        }

        Take(field);
        return cache.Get(_buffer, index[field]);
    }

    /// <summary>The same, of a field that the CLI writes as null when there is nothing to say.</summary>
    public string? WordOrNull(Field field)
    {
        TakeIf(field, index.Has(field, JsonKind.Null));
        return Word(field);
    }

    public bool? Boolean(Field field)
    {
        if (!index.Has(field) || index[field].Kind is not (JsonKind.True or JsonKind.False))
        {
            return null;
        }

        Take(field);
        return index[field].Kind is JsonKind.True;
    }

    public long? Int64(Field field)
    {
        if (ReadInt64(_buffer, index, field) is not { } number)
        {
            return null;
        }

        Take(field);
        return number;
    }

    public int? Int32(Field field)
    {
        if (ReadInt64(_buffer, index, field) is not (>= int.MinValue and <= int.MaxValue and var number))
        {
            return null;
        }

        Take(field);
        return (int)number;
    }

    /// <summary>The flag, when the line does not have the field.</summary>
    public readonly AbsentFields Absent(Field field, AbsentFields flag) => index.Has(field) ? AbsentFields.None : flag;

    /// <summary>The fields of an object that were not taken.</summary>
    public readonly IReadOnlyList<KeyValuePair<string, RawJson>> Rest(Scope scope)
    {
        var untaken = index.Present & ~_taken & FieldsOf(scope);
        return untaken == 0 && (index.WithUnknown & (1u << (int)scope)) == 0 ? Array.Empty<KeyValuePair<string, RawJson>>() : Collect(scope);
    }

    public static long? ReadInt64(ReadOnlySpan<byte> buffer, LineIndex index, Field field) =>
        index.Has(field, JsonKind.Integer) && Utf8Parser.TryParse(index[field].In(buffer), out long number, out _) ? number : null;

    private readonly List<KeyValuePair<string, RawJson>> Collect(Scope scope)
    {
        var json = scope switch
        {
            Scope.Line => index.Raw,
            Scope.Message => index[Field.Message],
            _ => index[Field.Usage],
        };
        var taken = _taken;
        return JsonParts.Rest(json.In(_buffer), name => FieldNames.Find(scope, name) is var field && field is not Field.Unknown && (taken & (1u << (int)field)) != 0);
    }

    private static uint FieldsOf(Scope scope) => scope switch
    {
        Scope.Line => ~LineIndex.MessageFields,
        Scope.Message => LineIndex.MessageFields & ~LineIndex.UsageFields,
        _ => LineIndex.UsageFields,
    };
}
