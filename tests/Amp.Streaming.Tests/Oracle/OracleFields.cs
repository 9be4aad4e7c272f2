using System.Runtime.InteropServices;
using System.Text.Json;

namespace Amp.Streaming.Tests.Oracle;

/// <summary>Reads an object field by field, and remembers which fields were read so that the rest can be kept.</summary>
internal sealed class OracleFields(JsonElement element)
{
    private readonly HashSet<string> _read = [];

    public bool Has(string name) => TryGet(name, out _);

    public AbsentFields Absent(string name, AbsentFields flag) => Has(name) ? AbsentFields.None : flag;

    /// <summary>Takes a field that says nothing when it is this word.</summary>
    public void Word(string name, string word)
    {
        if (PeekString(name) == word)
        {
            _read.Add(name);
        }
    }

    /// <summary>A string that the CLI writes as null when there is nothing to say.</summary>
    public string? StringOrNull(string name)
    {
        Take(name, JsonValueKind.Null);
        return String(name);
    }

    public string? PeekString(string name) =>
        TryGet(name, out var value) && value.ValueKind is JsonValueKind.String ? OracleText.Of(value) : null;

    public string? String(string name) => Take(name, JsonValueKind.String) is { } value ? OracleText.Of(value) : null;

    public bool? Boolean(string name) => (Take(name, JsonValueKind.True) ?? Take(name, JsonValueKind.False))?.GetBoolean();

    public long? Int64(string name)
    {
        if (TryGet(name, out var value) && value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out var number) && value.GetRawText() is not "-0")
        {
            _read.Add(name);
            return number;
        }

        return null;
    }

    public int? Int32(string name) => TryGet(name, out var value) && value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out _) ? (int?)Int64(name) : null;

    public OracleFields? Object(string name) => Take(name, JsonValueKind.Object) is { } value ? new(value) : null;

    public RawJson? Raw(string name)
    {
        if (!TryGet(name, out var value))
        {
            return null;
        }

        _read.Add(name);
        return RawJson.CopyOfValid(JsonMarshal.GetRawUtf8Value(value));
    }

    /// <summary>Reads a list, if every element of it can be read.</summary>
    public List<T>? List<T>(string name, Func<JsonElement, T?> read)
        where T : class
    {
        if (!TryGet(name, out var value) || value.ValueKind is not JsonValueKind.Array)
        {
            return null;
        }

        var list = new List<T>(value.GetArrayLength());
        foreach (var item in value.EnumerateArray())
        {
            if (read(item) is not { } element)
            {
                return null;
            }

            list.Add(element);
        }

        _read.Add(name);
        return list;
    }

    public IReadOnlyList<KeyValuePair<string, RawJson>> RestAfter(params ReadOnlySpan<string> words)
    {
        for (var i = 0; i < words.Length; i += 2)
        {
            Word(words[i], words[i + 1]);
        }

        return Rest();
    }

    /// <summary>The fields that were not read, less those named here.</summary>
    public IReadOnlyList<KeyValuePair<string, RawJson>> Rest(params ReadOnlySpan<string> known)
    {
        List<KeyValuePair<string, RawJson>>? rest = null;
        foreach (var property in element.EnumerateObject())
        {
            var name = OracleText.NameOf(property);
            if (!_read.Contains(name) && !known.Contains(name))
            {
                (rest ??= []).Add(new(name, RawJson.CopyOfValid(JsonMarshal.GetRawUtf8Value(property.Value))));
            }
        }

        return rest ?? (IReadOnlyList<KeyValuePair<string, RawJson>>)[];
    }

    // Not TryGetProperty: that throws when any name of the object holds a lone surrogate.
    private bool TryGet(string name, out JsonElement value)
    {
        value = default;
        var isFound = false;
        foreach (var property in element.EnumerateObject())
        {
            if (OracleText.NameOf(property) == name)
            {
                (value, isFound) = (property.Value, true);
            }
        }

        return isFound;
    }

    private JsonElement? Take(string name, JsonValueKind kind)
    {
        if (TryGet(name, out var value) && value.ValueKind == kind)
        {
            _read.Add(name);
            return value;
        }

        return null;
    }
}
