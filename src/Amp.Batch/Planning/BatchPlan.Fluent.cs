using Amp.Client;

namespace Amp.Batch;

/// <content>The same as object initialisers, as a chain of calls. Each adds to its axis.</content>
public sealed partial record BatchPlan
{
    /// <summary>Calls the plan something.</summary>
    /// <param name="name">The name.</param>
    public BatchPlan Named(string name) => this with { Name = name };

    /// <summary>Adds tasks.</summary>
    /// <param name="prompts">The tasks.</param>
    public BatchPlan WithPrompts(params IReadOnlyList<BatchPrompt> prompts) => this with { Prompts = [.. Prompts, .. prompts] };

    /// <summary>Adds modes to compare.</summary>
    /// <param name="modes">The modes.</param>
    public BatchPlan WithModes(params IReadOnlyList<AmpMode> modes) => this with { Variants = [.. Variants, .. modes.Select(BatchVariant.ForMode)] };

    /// <summary>Adds models to compare.</summary>
    /// <param name="models">The models. A CLI without models makes the plan invalid.</param>
    public BatchPlan WithModels(params IReadOnlyList<string> models) => this with { Variants = [.. Variants, .. models.Select(BatchVariant.ForModel)] };

    /// <summary>Adds options to compare.</summary>
    /// <param name="name">What to call them.</param>
    /// <param name="options">The options.</param>
    public BatchPlan WithOptions(string name, AmpRunOptions options) => WithVariants(new BatchVariant { Name = name, Options = options });

    /// <summary>Adds modes, models and options to compare.</summary>
    /// <param name="variants">The variants.</param>
    public BatchPlan WithVariants(params IReadOnlyList<BatchVariant> variants) => this with { Variants = [.. Variants, .. variants] };

    /// <summary>Adds commits to start from.</summary>
    /// <param name="commits">SHAs or other revisions; <see langword="null"/> for what is checked out.</param>
    public BatchPlan WithBaseCommits(params IReadOnlyList<string?> commits) => this with { BaseCommits = [.. BaseCommits, .. commits] };

    /// <summary>Adds a set of further arguments. For a comparison with none, add <see cref="BatchArguments.None"/> too.</summary>
    /// <param name="arguments">The arguments of one set.</param>
    public BatchPlan WithArguments(params IReadOnlyList<string> arguments) => WithArgumentSets(new BatchArguments(arguments));

    /// <summary>Adds sets of further arguments.</summary>
    /// <param name="sets">The sets.</param>
    public BatchPlan WithArgumentSets(params IReadOnlyList<BatchArguments> sets) => this with { ArgumentSets = [.. ArgumentSets, .. sets] };

    /// <summary>Adds environments to compare.</summary>
    /// <param name="environments">The environments.</param>
    public BatchPlan WithEnvironments(params IReadOnlyList<BatchEnvironment> environments) => this with { Environments = [.. Environments, .. environments] };

    /// <summary>Adds combinations that are not part of the product.</summary>
    /// <param name="combinations">The combinations.</param>
    public BatchPlan WithCombinations(params IReadOnlyList<BatchCombination> combinations) => this with { Combinations = [.. Combinations, .. combinations] };

    /// <summary>Sets how often each combination runs each prompt.</summary>
    /// <param name="repetitions">From 1 to 10,000.</param>
    public BatchPlan Repeated(int repetitions) => this with { Repetitions = repetitions };

    /// <summary>Keeps only the cells that one of the filters means.</summary>
    /// <param name="filters">The filters.</param>
    public BatchPlan Including(params IReadOnlyList<BatchFilter> filters) => this with { Include = [.. Include, .. filters] };

    /// <summary>Leaves out the cells that one of the filters means.</summary>
    /// <param name="filters">The filters.</param>
    public BatchPlan Excluding(params IReadOnlyList<BatchFilter> filters) => this with { Exclude = [.. Exclude, .. filters] };

    /// <summary>Keeps only the cells for which a condition is true, of those that are left.</summary>
    /// <param name="condition">The condition.</param>
    public BatchPlan OnlyWhere(Func<BatchCell, bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return this with { Where = Where is { } earlier ? cell => earlier(cell) && condition(cell) : condition };
    }

    /// <summary>Sets what the batch may cost.</summary>
    /// <param name="limits">The limits.</param>
    public BatchPlan LimitedTo(BatchLimits limits) => this with { Limits = limits };
}
