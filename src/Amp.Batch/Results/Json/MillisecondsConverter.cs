using System.Text.Json;
using System.Text.Json.Serialization;

namespace Amp.Batch.Results.Json;

/// <summary>Times as a number of milliseconds, which every language and spreadsheet can read.</summary>
internal sealed class MillisecondsConverter : JsonConverter<TimeSpan?>
{
    public override TimeSpan? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is JsonTokenType.Null)
        {
            return null;
        }

        var milliseconds = reader.GetDouble();
        return Math.Abs(milliseconds) < TimeSpan.MaxValue.TotalMilliseconds
            ? new TimeSpan((long)Math.Round(milliseconds * TimeSpan.TicksPerMillisecond))
            : throw new JsonException($"{milliseconds} ms is no time that can be held.");
    }

    public override void Write(Utf8JsonWriter writer, TimeSpan? value, JsonSerializerOptions options)
    {
        if (value is { } time)
        {
            writer.WriteNumberValue(time.TotalMilliseconds);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
