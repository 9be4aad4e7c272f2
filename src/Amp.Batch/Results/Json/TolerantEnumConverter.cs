using System.Text.Json;
using System.Text.Json.Serialization;

namespace Amp.Batch.Results.Json;

/// <summary>Words for enums. A word of a later version is read as the first value, which every enum here keeps for that.</summary>
/// <typeparam name="T">The enum.</typeparam>
internal sealed class TolerantEnumConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String
            ? Enum.TryParse<T>(reader.GetString(), ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : default
            : throw new JsonException($"Expected a word for {typeof(T).Name}.");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));
}
