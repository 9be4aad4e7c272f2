using System.Text.Json.Serialization;

namespace Amp.Benchmarks.Reading.SystemTextJson;

/// <summary>A content block, by its <c>type</c>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(JsonTextBlock), "text")]
[JsonDerivedType(typeof(JsonThinkingBlock), "thinking")]
[JsonDerivedType(typeof(JsonRedactedThinkingBlock), "redacted_thinking")]
[JsonDerivedType(typeof(JsonToolUseBlock), "tool_use")]
[JsonDerivedType(typeof(JsonToolResultBlock), "tool_result")]
internal abstract class JsonBlock
{
    /// <summary>The text that a <see cref="Tally"/> counts.</summary>
    [JsonIgnore]
    public virtual string? ReadableText => null;
}
