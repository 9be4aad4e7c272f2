namespace Amp.Benchmarks.Reading.SystemTextJson;

internal sealed class JsonSystemMessage : JsonMessage
{
    public string? Subtype { get; set; }

    public string? Cwd { get; set; }

    public List<string>? Tools { get; set; }

    public List<JsonMcpServer>? McpServers { get; set; }

    public string? AgentMode { get; set; }

    public string? ReasoningEffort { get; set; }

    public override void Count(ref Tally tally)
    {
    }
}
