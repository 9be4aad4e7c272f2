namespace Amp.Benchmarks.Reading.SystemTextJson;

internal sealed class JsonResultMessage : JsonMessage
{
    public string? Subtype { get; set; }

    public long? DurationMs { get; set; }

    public bool IsError { get; set; }

    public int? NumTurns { get; set; }

    public string? Result { get; set; }

    public string? Error { get; set; }

    public override void Count(ref Tally tally)
    {
        tally.AddText(Result);
        tally.AddText(Error);
    }
}
