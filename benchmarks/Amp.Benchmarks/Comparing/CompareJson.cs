using System.Text.Json.Serialization;

namespace Amp.Benchmarks.Comparing;

/// <summary>The contract of <c>compare.json</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(List<ThroughputRow>))]
internal sealed partial class CompareJson : JsonSerializerContext;
