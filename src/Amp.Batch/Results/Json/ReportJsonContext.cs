using System.Text.Json.Serialization;

namespace Amp.Batch.Results.Json;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BatchReport))]
[JsonSerializable(typeof(BatchCellResult))]
internal sealed partial class ReportJsonContext : JsonSerializerContext;
