using System.Runtime.InteropServices;
using System.Text.Json;

namespace Amp.Streaming;

/// <summary>Reads an object field by field, and remembers which fields were read so that the rest can be kept.</summary>
internal sealed class JsonFields(JsonElement element)
{
    private readonly HashSet<string> _read = [];

    public string? PeekString(string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? JsonText.Of(value) : null;

    public string? String(string name) => Take(name, JsonValueKind.String) is { } value ? JsonText.Of(value) : null;

    public bool? Boolean(string name) => (Take(name, JsonValueKind.True) ?? Take(name, JsonValueKind.False))?.GetBoolean();

    public long? Int64(string name)
    {
        if (element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out var number))
        {
            _read.Add(name);
            return number;
        }

        return null;
    }

    public JsonFields? Object(string name) => Take(name, JsonValueKind.Object) is { } value ? new(value) : null;

    public RawJson? Raw(string name)
    {
        if (!element.TryGetProperty(name, out var value))
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
        if (!element.TryGetProperty(name, out var value) || value.ValueKind is not JsonValueKind.Array)
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

    /// <summary>The fields that were not read, less those named here. A field that is null is as good as absent.</summary>
    public IReadOnlyList<KeyValuePair<string, RawJson>> Rest(params ReadOnlySpan<string> known)
    {
        List<KeyValuePair<string, RawJson>>? rest = null;
        foreach (var property in element.EnumerateObject())
        {
            if (!_read.Contains(property.Name) && !known.Contains(property.Name) && property.Value.ValueKind is not JsonValueKind.Null)
            {
                (rest ??= []).Add(new(property.Name, RawJson.CopyOfValid(JsonMarshal.GetRawUtf8Value(property.Value))));
            }
        }

        return rest ?? (IReadOnlyList<KeyValuePair<string, RawJson>>)[];
    }

    private JsonElement? Take(string name, JsonValueKind kind)
    {
        if (element.TryGetProperty(name, out var value) && value.ValueKind == kind)
        {
            _read.Add(name);
            return value;
        }

        return null;
    }
}
