using System.Text.Json;

namespace Amp.Extensions.AI;

/// <summary>Says what is wrong with the arguments of a call in words that the model can do something with. The rest is found when they are read.</summary>
internal static class ToolArgumentCheck
{
    /// <returns>What is wrong, in a sentence; null when nothing is.</returns>
    public static string? FindProblem(JsonElement schema, IDictionary<string, JsonElement>? arguments)
    {
        if (schema.ValueKind is not JsonValueKind.Object)
        {
            return null;
        }

        if (schema.TryGetProperty("required", out var required) && required.ValueKind is JsonValueKind.Array)
        {
            var missing = required.EnumerateArray().Select(static name => name.GetString()!).Where(name => arguments?.ContainsKey(name) is not true).ToList();
            if (missing.Count > 0)
            {
                return $"Missing: {string.Join(", ", missing.Select(name => Describe(schema, name)))}.";
            }
        }

        foreach (var (name, value) in arguments ?? new Dictionary<string, JsonElement>())
        {
            if (Property(schema, name) is { } property && property.TryGetProperty("type", out var type) && !Allows(type, value))
            {
                return $"The argument '{name}' must be {Words(type)}, and is {Word(value)}.";
            }
        }

        return null;
    }

    private static string Describe(JsonElement schema, string name) =>
        Property(schema, name) is { } property && property.TryGetProperty("type", out var type) ? $"the argument '{name}' ({Words(type)})" : $"the argument '{name}'";

    private static JsonElement? Property(JsonElement schema, string name) =>
        schema.TryGetProperty("properties", out var properties) && properties.ValueKind is JsonValueKind.Object
        && properties.TryGetProperty(name, out var property) && property.ValueKind is JsonValueKind.Object ? property : null;

    private static bool Allows(JsonElement type, JsonElement value) => type.ValueKind switch
    {
        JsonValueKind.String => IsOf(type.GetString()!, value),
        JsonValueKind.Array => type.EnumerateArray().Any(one => one.ValueKind is not JsonValueKind.String || IsOf(one.GetString()!, value)),
        _ => true,
    };

    private static bool IsOf(string type, JsonElement value) => type switch
    {
        "string" => value.ValueKind is JsonValueKind.String,
        "integer" => value.ValueKind is JsonValueKind.Number && value.TryGetDecimal(out var number) && decimal.IsInteger(number),
        "number" => value.ValueKind is JsonValueKind.Number,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "array" => value.ValueKind is JsonValueKind.Array,
        "object" => value.ValueKind is JsonValueKind.Object,
        "null" => value.ValueKind is JsonValueKind.Null,
        _ => true,
    };

    private static string Words(JsonElement type) => type.ValueKind is JsonValueKind.Array
        ? string.Join(" or ", type.EnumerateArray().Select(static one => one.ToString()))
        : type.ToString();

    private static string Word(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => "a number that does not fit",
        _ => value.ValueKind.ToString().ToLowerInvariant(),
    };
}
