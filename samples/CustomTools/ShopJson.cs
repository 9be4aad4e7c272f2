using System.Text.Json.Serialization;

namespace CustomTools;

/// <summary>How the shop's own types are written: generated at build time, so that it works trimmed and ahead-of-time compiled, too.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Stock))]
[JsonSerializable(typeof(Receipt))]
internal sealed partial class ShopJson : JsonSerializerContext;
