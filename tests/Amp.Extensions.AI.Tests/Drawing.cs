using System.Text.Json.Serialization;

namespace Amp.Extensions.AI.Tests;

internal static class Drawing
{
    /// <summary>A PNG of one pixel.</summary>
    public static byte[] Dot { get; } =
        Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
}

internal sealed record Order(string Article, int Count);

internal sealed record Receipt(string Number, decimal Total);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(Receipt))]
internal sealed partial class OrderJson : JsonSerializerContext;
