using System.Text.Json;

namespace Amp.Benchmarks.Reading.SystemTextJson;

internal sealed class JsonToolUseBlock : JsonBlock
{
    public string? Id { get; set; }

    public string? Name { get; set; }

    public JsonElement Input { get; set; }
}
