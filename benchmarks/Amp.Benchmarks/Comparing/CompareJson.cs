using System.Text.Encodings.Web;
using System.Text.Json.Serialization;

namespace Amp.Benchmarks.Comparing;

/// <summary>The contract of <c>compare.json</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(List<ThroughputRow>))]
internal sealed partial class CompareJson : JsonSerializerContext
{
    /// <summary>The contract with an encoder that leaves the <c>+</c> of a method's name alone.</summary>
    public static CompareJson Readable => new(new(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
