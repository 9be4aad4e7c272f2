using System.Buffers;
using System.Text.Json;

namespace Amp.Client.Toolboxes;

/// <summary>What a toolbox program says it is: JSON with a schema, the form that every CLI with a toolbox reads.</summary>
internal static class ToolboxDescription
{
    public static ReadOnlyMemory<byte> Of(string name, string description, IReadOnlyList<ToolboxParameter> parameters)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("description", description);
            json.WriteStartObject("inputSchema");
            json.WriteString("type", "object");
            json.WriteStartObject("properties");
            foreach (var parameter in parameters)
            {
                json.WriteStartObject(parameter.Name);
                json.WriteString("type", parameter.Type);
                json.WriteString("description", parameter.Description);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteStartArray("required");
            foreach (var parameter in parameters.Where(static parameter => parameter.IsRequired))
            {
                json.WriteStringValue(parameter.Name);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
