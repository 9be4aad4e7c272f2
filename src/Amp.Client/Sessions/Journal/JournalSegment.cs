namespace Amp.Client.Sessions.Journal;

/// <summary>One file of a log.</summary>
/// <param name="First">The number of its first event.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Length">How long it is; of the last one of a log, how long it was when it was opened.</param>
internal sealed record JournalSegment(long First, string Path, long Length)
{
    private const string Extension = ".jsonl";

    public static string PathOf(string folder, long first) => System.IO.Path.Combine(folder, $"{first:D20}{Extension}");

    public static IReadOnlyList<JournalSegment> Find(string folder) =>
        [.. new DirectoryInfo(folder).EnumerateFiles("*" + Extension)
            .Where(static file => long.TryParse(System.IO.Path.GetFileNameWithoutExtension(file.Name), out _))
            .Select(static file => new JournalSegment(long.Parse(System.IO.Path.GetFileNameWithoutExtension(file.Name), null), file.FullName, file.Length))
            .OrderBy(static segment => segment.First)];
}
