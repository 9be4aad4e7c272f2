namespace Amp.Benchmarks.Reading.SystemTextJson;

/// <summary>The inner <c>message</c> object of an assistant's message.</summary>
internal sealed class JsonAssistantBody
{
    public string? Id { get; set; }

    public string? Model { get; set; }

    public string? Role { get; set; }

    public List<JsonBlock>? Content { get; set; }

    public string? StopReason { get; set; }

    public JsonUsage? Usage { get; set; }
}
