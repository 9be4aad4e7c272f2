using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Amp.Streaming;

/// <summary>A JSON value, kept exactly as the CLI wrote it.</summary>
/// <remarks>
/// Owns its bytes, is immutable and safe to share between threads. Two values are equal when their bytes are. A value that
/// was read from the stream is valid JSON.
/// </remarks>
public sealed class RawJson : IEquatable<RawJson>
{
    private readonly byte[] _utf8;
    // Boxed, so that two threads may race to fill it.
    private object? _element;

    /// <summary>Keeps a copy of a JSON value.</summary>
    /// <param name="utf8">One JSON value in UTF-8.</param>
    /// <exception cref="JsonException"><paramref name="utf8"/> is not one valid JSON value, or nested deeper than 1,000.</exception>
    public RawJson(ReadOnlySpan<byte> utf8)
        : this(utf8.ToArray()) => _element = Parse(_utf8);

    private RawJson(byte[] utf8) => _utf8 = utf8;

    /// <summary>The value in UTF-8, byte for byte as it was written.</summary>
    public ReadOnlyMemory<byte> Utf8 => _utf8;

    /// <summary>The value as an element to look into. Parsed at the first call, then kept.</summary>
    public JsonElement Element => (JsonElement)(_element ??= Parse(_utf8));

    /// <summary>Makes a value of JSON text.</summary>
    /// <param name="json">One JSON value.</param>
    /// <exception cref="JsonException"><paramref name="json"/> is not one valid JSON value.</exception>
    public static RawJson Parse(string json) => new(Encoding.UTF8.GetBytes(json).AsSpan());

    /// <summary>Keeps a copy of an element's JSON, byte for byte as it was written. It is not parsed again.</summary>
    /// <param name="element">The element.</param>
    /// <exception cref="InvalidOperationException"><paramref name="element"/> is <see langword="default"/>.</exception>
    public static RawJson Of(JsonElement element) => CopyOfValid(JsonMarshal.GetRawUtf8Value(element));

    /// <summary>Reads the value as an object of your own.</summary>
    /// <typeparam name="T">What to read it as.</typeparam>
    /// <param name="typeInfo">The type's source-generated contract.</param>
    /// <exception cref="JsonException">The value is not of that shape.</exception>
    public T? Deserialize<T>(JsonTypeInfo<T> typeInfo) => JsonSerializer.Deserialize(_utf8, typeInfo);

    /// <inheritdoc/>
    public bool Equals(RawJson? other) => other is not null && _utf8.AsSpan().SequenceEqual(other._utf8);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RawJson);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(_utf8);
        return hash.ToHashCode();
    }

    /// <summary>Gives the JSON text.</summary>
    public override string ToString() => Encoding.UTF8.GetString(_utf8);

    /// <summary>Keeps a copy of bytes that a scanner has already found to be one valid value.</summary>
    internal static RawJson CopyOfValid(ReadOnlySpan<byte> utf8) => new(utf8.ToArray());

    private static JsonElement Parse(byte[] utf8) => JsonElement.Parse(utf8, new JsonDocumentOptions { MaxDepth = JsonLimits.MaxDepth });
}
