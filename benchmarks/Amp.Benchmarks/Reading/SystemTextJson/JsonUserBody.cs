namespace Amp.Benchmarks.Reading.SystemTextJson;

/// <summary>The inner <c>message</c> object of a user's message.</summary>
internal sealed class JsonUserBody
{
    public string? Role { get; set; }

    public List<JsonBlock>? Content { get; set; }
}
