using System.Globalization;

namespace Amp.Benchmarks.Comparing;

/// <summary>What <c>compare</c> is asked to do.</summary>
internal sealed record CompareSettings
{
    public const string Usage = "compare [--quick] [--only throughput,pipe,longline,cold,latency] [--corpus DIR] [--recordings DIR] [--mb N] [--rounds N] [--out FILE]";

    private static readonly string[] Sections = [ThroughputSection.Name, PipeSection.Name, LongLineSection.Name, ColdStartSection.Name, LatencySection.Name];

    /// <summary>Reads <c>*.jsonl</c> of this folder instead of the generated corpora.</summary>
    public string? CorpusFolder { get; init; }

    /// <summary>The folder of the recordings.</summary>
    public string RecordingsFolder { get; init; } = Path.Combine(Repository.Root, "tests", "Recordings");

    /// <summary>The size of each generated corpus, in units of 1,048,576 bytes.</summary>
    public int Megabytes { get; init; } = 16;

    /// <summary>How many times each method is timed on each corpus.</summary>
    public int Rounds { get; init; } = 15;

    /// <summary>The sections to run; all when empty.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>Fewer rounds: figures to look at, not to quote.</summary>
    public bool IsQuick { get; init; }

    /// <summary>Where the rows go, as JSON.</summary>
    public string OutputPath { get; init; } = Path.Combine(Repository.Root, "artifacts", "compare.json");

    public bool Includes(string section) => Only.Count == 0 || Only.Contains(section);

    /// <summary>Reads the command line.</summary>
    /// <exception cref="FormatException">It says something that is not known; the message says what.</exception>
    public static CompareSettings Parse(ReadOnlySpan<string> arguments)
    {
        var options = Read(arguments);
        var strangers = options.Only.Except(Sections).ToList();
        return strangers.Count > 0 ? throw new FormatException($"There is no section '{strangers[0]}'. Usage: {Usage}")
            : options.CorpusFolder is { } folder && !Directory.Exists(folder) ? throw new FormatException($"There is no folder '{folder}'.")
            : options;
    }

    private static CompareSettings Read(ReadOnlySpan<string> arguments)
    {
        var options = new CompareSettings();
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] == "--quick")
            {
                options = options with { IsQuick = true, Rounds = 3 };
                continue;
            }

            var value = i + 1 < arguments.Length ? arguments[i + 1] : throw new FormatException($"'{arguments[i]}' is not known, or lacks its value. Usage: {Usage}");
            options = arguments[i++] switch
            {
                "--only" => options with { Only = value.Split(',') },
                "--corpus" => options with { CorpusFolder = value },
                "--recordings" => options with { RecordingsFolder = value },
                "--mb" => options with { Megabytes = int.Parse(value, CultureInfo.InvariantCulture) },
                "--rounds" => options with { Rounds = int.Parse(value, CultureInfo.InvariantCulture) },
                "--out" => options with { OutputPath = value },
                var name => throw new FormatException($"'{name}' is not known. Usage: {Usage}"),
            };
        }

        return options;
    }
}
