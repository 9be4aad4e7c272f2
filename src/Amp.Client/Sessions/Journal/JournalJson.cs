using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Amp.Client.Sessions.Journal;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    MaxDepth = MaxDepth)]
[JsonSerializable(typeof(StoredEvent))]
[JsonSerializable(typeof(SegmentHeader))]
internal sealed partial class JournalJson : JsonSerializerContext
{
    /// <summary>A message of the stream may be 1,000 deep, and stands in an event.</summary>
    public const int MaxDepth = 1010;

    /// <summary>Writes other scripts as they are: the log is read by people too.</summary>
    public static JournalJson Readable => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
