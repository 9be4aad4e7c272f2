using System.Text.Json.Serialization;

namespace Amp.Benchmarks.Reading.SystemTextJson;

/// <summary>A line, by its <c>type</c>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(JsonSystemMessage), "system")]
[JsonDerivedType(typeof(JsonUserMessage), "user")]
[JsonDerivedType(typeof(JsonAssistantMessage), "assistant")]
[JsonDerivedType(typeof(JsonResultMessage), "result")]
internal abstract class JsonMessage
{
    public string? SessionId { get; set; }

    public abstract void Count(ref Tally tally);

    private protected static void CountBlocks(List<JsonBlock>? blocks, ref Tally tally)
    {
        foreach (var block in blocks ?? [])
        {
            tally.Blocks++;
            tally.AddText(block.ReadableText);
        }
    }
}
