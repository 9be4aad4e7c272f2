namespace Amp.Benchmarks.Reading.SystemTextJson;

internal sealed class JsonAssistantMessage : JsonMessage
{
    public JsonAssistantBody? Message { get; set; }

    public string? ParentToolUseId { get; set; }

    public override void Count(ref Tally tally) => CountBlocks(Message?.Content, ref tally);
}
