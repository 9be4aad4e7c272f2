using System.Text.Json;
using System.Text.Json.Serialization;

namespace Amp.Benchmarks.Reading.SystemTextJson;

/// <summary>The contracts of the model that a careful user of System.Text.Json would write.</summary>
/// <remarks>
/// Properties are settable, not <c>init</c>: with <c>init</c> the generated code goes by way of a constructor with
/// arguments, which is slower and allocates more. The buffer is what all methods use.
/// </remarks>
[JsonSourceGenerationOptions(JsonSerializerDefaults.General, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultBufferSize = ReadMethod.BufferSize, MaxDepth = 1000)]
[JsonSerializable(typeof(JsonMessage))]
internal sealed partial class JsonModel : JsonSerializerContext;
