namespace Amp.Benchmarks.Reading.SystemTextJson;

internal sealed class JsonMcpServer
{
    public string? Name { get; set; }

    public string? Status { get; set; }
}
