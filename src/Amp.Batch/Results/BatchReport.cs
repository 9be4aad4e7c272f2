using System.Text.Json.Serialization;
using Amp.Batch.Results;

namespace Amp.Batch;

/// <summary>What came of a batch. Immutable; two hosts may read it at once.</summary>
public sealed record BatchReport
{
    /// <summary>The shape of the file that this version writes.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>The shape of the file that this was read from. A later one is read as far as this version understands it.</summary>
    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>The batch's id: letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, such as <c>20261120-114700-3f9a2c</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What the batch is called.</summary>
    public string? Name { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    /// <value><see langword="null"/> while it is not over.</value>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Whether every cell of the plan was run to an end. A batch that was stopped or reached a limit is not complete.</summary>
    public bool IsComplete { get; init; }

    /// <summary>Why it is not complete.</summary>
    /// <value><see langword="null"/> when it is, or when nobody said why.</value>
    public string? StoppedBecause { get; init; }

    /// <summary>The prompts, in the plan's order.</summary>
    public IReadOnlyList<BatchPromptInfo> Prompts { get; init; } = [];

    /// <summary>The combinations, in the plan's order.</summary>
    public IReadOnlyList<BatchCombinationInfo> Combinations { get; init; } = [];

    /// <summary>The numbers for each combination, and the comparisons between them.</summary>
    /// <value><see langword="null"/> when they were not computed: see <see cref="WithStatistics"/>.</value>
    public BatchStatistics? Statistics { get; init; }

    /// <summary>The cells, in the plan's order.</summary>
    public IReadOnlyList<BatchCellResult> Cells { get; init; } = [];

    /// <summary>What all cells together came to.</summary>
    [JsonIgnore]
    public BatchTotals Totals => BatchTotals.Of(Cells);

    /// <summary>Makes a report of a plan's cells and their results.</summary>
    /// <param name="id">The batch's id.</param>
    /// <param name="cells">The cells of the plan, in their order.</param>
    /// <param name="results">Their results, in any order. A cell without one is <see cref="BatchOutcome.NotRun"/>.</param>
    /// <param name="name">What the batch is called.</param>
    /// <returns>A report without times and statistics, <see cref="IsComplete"/> when no cell is <see cref="BatchOutcome.NotRun"/> or <see cref="BatchOutcome.Cancelled"/>.</returns>
    public static BatchReport Create(string id, IReadOnlyList<BatchCell> cells, IEnumerable<BatchCellResult> results, string? name = null) =>
        ReportAssembly.Create(id, cells, results, name);

    /// <summary>The same report with statistics of its cells.</summary>
    /// <param name="options">How to compute them; <see langword="null"/> for the defaults.</param>
    public BatchReport WithStatistics(BatchStatisticsOptions? options = null) => this with { Statistics = BatchStatistics.Compute(this, options) };

    /// <summary>Gives the report as JSON, as <see cref="BatchStore"/> keeps it.</summary>
    public string ToJson() => ReportJson.Write(this);

    /// <summary>Reads a report. Members that this version does not know are passed over.</summary>
    /// <param name="json">The JSON.</param>
    /// <exception cref="System.Text.Json.JsonException">It is no report.</exception>
    public static BatchReport FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return ReportJson.Read(json);
    }
}
