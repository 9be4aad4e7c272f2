namespace Amp.Benchmarks.Reading;

/// <summary>What a pass over a corpus has found. Two methods that read the same must count the same.</summary>
/// <param name="Messages">Messages, one a line.</param>
/// <param name="Blocks">Content blocks of all messages.</param>
/// <param name="Characters">UTF-16 characters of texts, thoughts, tool results and results.</param>
internal record struct Tally(long Messages, long Blocks, long Characters)
{
    public void AddText(string? text) => Characters += text?.Length ?? 0;
}
