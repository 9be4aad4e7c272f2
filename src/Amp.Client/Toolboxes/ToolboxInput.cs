using System.Text.Json;
using Amp.Client.Toolboxes;

namespace Amp.Client;

/// <summary>The arguments of one call of a <see cref="ToolboxProgram"/>. They fit its parameters; what the agent left out is <see langword="null"/>.</summary>
public sealed class ToolboxInput
{
    private readonly IReadOnlyList<ToolboxParameter> _parameters;

    private ToolboxInput(JsonElement json, IReadOnlyList<ToolboxParameter> parameters) => (Json, _parameters) = (json, parameters);

    /// <summary>All that the agent gave: an object.</summary>
    public JsonElement Json { get; }

    /// <summary>Gives a text.</summary>
    /// <param name="name">A parameter that <see cref="ToolboxProgram.WithText"/> added.</param>
    /// <returns><see langword="null"/> only when it is not required and was left out.</returns>
    /// <exception cref="ArgumentException">There is no such parameter.</exception>
    public string? Text(string name) => Value(name, "string")?.GetString();

    /// <summary>Gives a number.</summary>
    /// <param name="name">A parameter that <see cref="ToolboxProgram.WithNumber"/> added.</param>
    /// <inheritdoc cref="Text"/>
    public double? Number(string name) => Value(name, "number")?.GetDouble();

    /// <summary>Gives a flag.</summary>
    /// <param name="name">A parameter that <see cref="ToolboxProgram.WithFlag"/> added.</param>
    /// <inheritdoc cref="Text"/>
    public bool? Flag(string name) => Value(name, "boolean")?.GetBoolean();

    /// <returns>The arguments; null when they do not fit.</returns>
    internal static ToolboxInput? Read(byte[] utf8, IReadOnlyList<ToolboxParameter> parameters, out string? problem)
    {
        JsonElement json;
        try
        {
            json = JsonElement.Parse(utf8.Length is 0 ? "{}"u8 : utf8);
        }
        catch (JsonException)
        {
            problem = "The arguments must be one JSON object on standard input, and are no JSON.";
            return null;
        }

        var input = new ToolboxInput(json, parameters);
        problem = json.ValueKind is not JsonValueKind.Object
            ? "The arguments must be one JSON object on standard input."
            : string.Join(' ', parameters.Select(input.FindProblem).Where(static found => found is not null));
        return problem.Length is 0 ? input : null;
    }

    private string? FindProblem(ToolboxParameter parameter)
    {
        if (!Json.TryGetProperty(parameter.Name, out var value) || value.ValueKind is JsonValueKind.Null)
        {
            return parameter.IsRequired ? $"The argument '{parameter.Name}' ({parameter.Type}) is missing: {parameter.Description}" : null;
        }

        var fits = parameter.Type switch
        {
            "string" => value.ValueKind is JsonValueKind.String,
            "number" => value.ValueKind is JsonValueKind.Number && value.TryGetDouble(out _),
            _ => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        };
        return fits ? null : $"The argument '{parameter.Name}' must be a {parameter.Type}, and is {value.GetRawText()}.";
    }

    private JsonElement? Value(string name, string type)
    {
        if (!_parameters.Any(parameter => parameter.Name == name && parameter.Type == type))
        {
            throw new ArgumentException($"The program has no parameter '{name}' of the type {type}.", nameof(name));
        }

        return Json.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;
    }
}
