using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Amp.Batch.Planning;

/// <summary>A value of a plan's JSON together with where it stands, so that what is wrong with it can be said where it is. Problems are gathered, not thrown.</summary>
internal readonly struct JsonPlace(JsonElement value, string path, List<BatchProblem> problems)
{
    public JsonElement Value => value;

    public bool IsNull => value.ValueKind is JsonValueKind.Null;

    public bool IsObject => value.ValueKind is JsonValueKind.Object;

    public bool IsArray => value.ValueKind is JsonValueKind.Array;

    public bool IsString => value.ValueKind is JsonValueKind.String;

    public void Add(string message) => problems.Add(new($"{path}: {message}"));

    /// <summary>Says so when there is a member that is not known, or one twice.</summary>
    public void Know(params string[] names)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            if (!names.Contains(member.Name))
            {
                Add($"'{member.Name}' is not known. Expected: {string.Join(", ", names)}.");
            }
            else if (!seen.Add(member.Name))
            {
                Add($"'{member.Name}' is there twice.");
            }
        }
    }

    /// <summary>Gives a member that is there and not null.</summary>
    public bool Has(string name, [NotNullWhen(true)] out JsonPlace? member)
    {
        member = value.ValueKind is JsonValueKind.Object && value.TryGetProperty(name, out var found) && found.ValueKind is not JsonValueKind.Null
            ? new JsonPlace(found, $"{path}.{name}", problems)
            : null;
        return member is not null;
    }

    public string? Text(string name) => Has(name, out var member) ? member.Value.AsText() : null;

    public string? AsText()
    {
        if (value.ValueKind is JsonValueKind.String)
        {
            return value.GetString();
        }

        Add($"expected text, found {Kind()}.");
        return null;
    }

    public bool? Flag(string name)
    {
        if (!Has(name, out var member))
        {
            return null;
        }

        if (member.Value.Value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return member.Value.Value.GetBoolean();
        }

        member.Value.Add($"expected true or false, found {member.Value.Kind()}.");
        return null;
    }

    public long? Number(string name) => Has(name, out var member) ? member.Value.AsNumber() : null;

    public long? AsNumber()
    {
        if (value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out var number))
        {
            return number;
        }

        Add($"expected a whole number, found {(value.ValueKind is JsonValueKind.Number ? value.GetRawText() : Kind())}.");
        return null;
    }

    public decimal? Amount(string name)
    {
        if (!Has(name, out var member))
        {
            return null;
        }

        if (member.Value.Value.ValueKind is JsonValueKind.Number && member.Value.Value.TryGetDecimal(out var amount))
        {
            return amount;
        }

        member.Value.Add($"expected a number, found {member.Value.Kind()}.");
        return null;
    }

    /// <summary>Gives the members of an object by their names; that it is none is reported.</summary>
    public IEnumerable<JsonProperty> Members(string name)
    {
        if (!Has(name, out var member))
        {
            return [];
        }

        if (member.Value.IsObject)
        {
            return member.Value.Value.EnumerateObject();
        }

        member.Value.Add($"expected an object, found {member.Value.Kind()}.");
        return [];
    }

    /// <summary>The value as JSON that others read: without the comments and the trailing commas that a plan may have.</summary>
    public static string Plain(JsonElement element)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            element.WriteTo(json);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads each item of a list; those that cannot be read are left out, and reported.</summary>
    public IReadOnlyList<T> List<T>(string name, Func<JsonPlace, T?> read)
        where T : class => Has(name, out var member) ? member.Value.AsList(read) : [];

    public IReadOnlyList<T> AsList<T>(Func<JsonPlace, T?> read)
        where T : class
    {
        if (value.ValueKind is not JsonValueKind.Array)
        {
            Add($"expected a list, found {Kind()}.");
            return [];
        }

        var items = new List<T>();
        var i = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (read(new JsonPlace(item, $"{path}[{i++}]", problems)) is { } good)
            {
                items.Add(good);
            }
        }

        return items;
    }

    public IReadOnlyList<string> Texts(string name) => List(name, static item => item.AsText());

    public string Kind() => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        _ => "null",
    };
}
