using Amp.Batch.Planning;
using Amp.Client;

namespace Amp.Batch;

/// <summary>An experiment: prompts × (mode | model | options) × base commits × arguments × environments × repetitions. Immutable; the <c>With…</c> methods give another plan.</summary>
/// <remarks>
/// An axis that is left empty has one value: the CLI's or the repository's own. What would be the same cell twice is one cell. Nothing is looked up or started by a plan; see
/// <see cref="Validate(AmpCliCapabilities)"/> for what a CLI can do of it, and <see cref="Preview"/> for what it will be.
/// </remarks>
public sealed partial record BatchPlan
{
    /// <summary>What the batch is called in reports and in the history.</summary>
    /// <value>The default is <see langword="null"/>: the first prompt's name.</value>
    public string? Name { get; init; }

    /// <summary>The tasks.</summary>
    /// <value>At least one.</value>
    public IReadOnlyList<BatchPrompt> Prompts { get; init; } = [];

    /// <summary>The modes, models and options to compare.</summary>
    /// <value>The default is none: the CLI's own, or what the <see cref="Combinations"/> say.</value>
    public IReadOnlyList<BatchVariant> Variants { get; init; } = [];

    /// <summary>The commits to start from. <see langword="null"/> in the list is what the repository has checked out when the batch starts.</summary>
    /// <value>The default is none: what is checked out.</value>
    public IReadOnlyList<string?> BaseCommits { get; init; } = [];

    /// <summary>The sets of further arguments to compare.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<BatchArguments> ArgumentSets { get; init; } = [];

    /// <summary>The environments to compare.</summary>
    /// <value>The default is none: the client's own.</value>
    public IReadOnlyList<BatchEnvironment> Environments { get; init; } = [];

    /// <summary>Combinations that are not part of the product, on top of it. With no axis set, they are all there is.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<BatchCombination> Combinations { get; init; } = [];

    /// <summary>How often each combination runs each prompt. One run says next to nothing about a model; a comparison of two needs at least six pairs to show anything.</summary>
    /// <value>From 1 to 10,000. The default is 1.</value>
    public int Repetitions { get; init; } = 1;

    /// <summary>Keeps only the cells that one of these means.</summary>
    /// <value>The default is none: all cells.</value>
    public IReadOnlyList<BatchFilter> Include { get; init; } = [];

    /// <summary>Leaves out the cells that one of these means, of those that are included.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<BatchFilter> Exclude { get; init; } = [];

    /// <summary>Keeps only the cells for which this is true; on top of <see cref="Include"/> and <see cref="Exclude"/>. Not part of the JSON.</summary>
    /// <value>The default is <see langword="null"/>: all cells.</value>
    public Func<BatchCell, bool>? Where { get; init; }

    /// <summary>Whether further arguments may be flags that the CLI's help does not list.</summary>
    /// <value>The default is <see langword="false"/>: a CLI ends at once at a flag that it does not know, so that the cell could not run.</value>
    public bool AllowUnlistedArguments { get; init; }

    /// <summary>What the batch may cost.</summary>
    public BatchLimits Limits { get; init; } = new();

    /// <summary>A plan for some prompts.</summary>
    /// <param name="prompts">The tasks.</param>
    public static BatchPlan For(params IReadOnlyList<BatchPrompt> prompts) => new() { Prompts = prompts };

    /// <summary>Reads the source documents' form of a plan.</summary>
    /// <param name="config">One prompt and its combinations.</param>
    public static BatchPlan FromConfig(BatchConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return new()
        {
            Prompts = [config.Prompt],
            Combinations = [.. config.Combinations.Select(static combination => combination.ToCombination())],
        };
    }

    /// <summary>Reads a plan, or the source documents' <see cref="BatchConfig"/>, from JSON. Comments and trailing commas are fine.</summary>
    /// <param name="json">The JSON; the page <c>docs/batch.md</c> shows its shape.</param>
    /// <exception cref="BatchPlanException">It is no plan; the problems name the places. A member that is not known is a problem too: it is most often misspelt.</exception>
    public static BatchPlan FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return PlanReader.Read(json);
    }

    /// <summary>Reads a plan from a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="BatchPlanException">It is no plan.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static async Task<BatchPlan> LoadAsync(string path, CancellationToken cancellationToken = default) =>
        FromJson(await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false));

    /// <summary>Writes the plan as JSON that <see cref="FromJson"/> reads back.</summary>
    /// <remarks>
    /// Values of variables and MCP configurations are written as they are, so keep secrets out of plans. <see cref="Where"/>, logging, the report of settings and what an
    /// environment is (<see cref="BatchEnvironment.Definition"/>) are left out.
    /// </remarks>
    public string ToJson() => PlanWriter.Write(this);

    /// <summary>Makes the cells: repetition by repetition, so that a batch that is cut short has run each combination about as often as the others.</summary>
    /// <returns>Each cell once. The order is always the same.</returns>
    public IReadOnlyList<BatchCell> ExpandCells() => CellExpansion.Of(this);

    /// <summary>Says which runs there will be, and what they may take, from what earlier batches took.</summary>
    /// <param name="history">Earlier batches, in any order.</param>
    /// <param name="maxConcurrency">How many runs at once, for the estimate of the time. At least 1.</param>
    public BatchPreview Preview(IEnumerable<BatchReport>? history = null, int maxConcurrency = 4)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxConcurrency, 1);
        return PlanPreview.Of(this, history ?? [], maxConcurrency);
    }

    /// <summary>Says which runs there will be, and what they may take, from what the batches of a store took.</summary>
    /// <param name="history">The stored batches.</param>
    /// <param name="maxConcurrency">How many runs at once, for the estimate of the time. At least 1.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<BatchPreview> PreviewAsync(BatchHistory history, int maxConcurrency = 4, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(history);
        var reports = new List<BatchReport>();
        await foreach (var report in history.ReadReportsAsync(cancellationToken).ConfigureAwait(false))
        {
            reports.Add(report);
        }

        return Preview(reports, maxConcurrency);
    }

    /// <summary>Finds everything about the plan that cannot work, before anything is started.</summary>
    /// <param name="cli">What the CLI offers: <see cref="AmpCliInfo.Capabilities"/>. With <see cref="AmpCliCapabilities.Unknown"/> only the plan itself is looked at.</param>
    /// <returns>All problems; empty when there are none.</returns>
    public IReadOnlyList<BatchProblem> Validate(AmpCliCapabilities cli)
    {
        ArgumentNullException.ThrowIfNull(cli);
        return PlanValidation.Of(this, _ => cli);
    }

    /// <summary>Finds everything about the plan that cannot work, where its environments have CLIs of their own.</summary>
    /// <param name="cliOf">Gives what the CLI of an environment offers; it is asked with <see langword="null"/> for the client's own.</param>
    /// <returns>All problems; empty when there are none.</returns>
    public IReadOnlyList<BatchProblem> Validate(Func<BatchEnvironment?, AmpCliCapabilities> cliOf)
    {
        ArgumentNullException.ThrowIfNull(cliOf);
        return PlanValidation.Of(this, cliOf);
    }

    /// <summary>Throws when the plan cannot be run as it is.</summary>
    /// <param name="cli">What the CLI offers.</param>
    /// <returns>This plan.</returns>
    /// <exception cref="BatchPlanException">It cannot; all problems are in it.</exception>
    public BatchPlan EnsureValid(AmpCliCapabilities cli) => Validate(cli) is [_, ..] problems ? throw new BatchPlanException(problems) : this;
}
