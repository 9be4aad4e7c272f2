using Amp.Batch.Planning;

namespace Amp.Batch;

/// <summary>What is compared: one variant from one base commit, with its arguments, in its environment. All that a cell is but its prompt and its repetition.</summary>
public sealed record BatchCombination
{
    /// <summary>The mode, the model, the options.</summary>
    public BatchVariant Variant { get; init; } = new();

    /// <summary>The commit that the work starts from (<c>branchPointSha</c>): a full or short SHA, or any revision that git understands.</summary>
    /// <value>
    /// The default is <see langword="null"/>: what the repository has checked out when the batch starts. The id of a cell is made of what is written here, so a SHA says
    /// which work it was, and a branch lets batches of different days be compared.
    /// </value>
    public string? BaseCommit { get; init; }

    /// <summary>Further arguments (<c>customArgs</c>).</summary>
    /// <value>The default is none.</value>
    public BatchArguments Arguments { get; init; } = BatchArguments.None;

    /// <summary>Where it runs.</summary>
    /// <value>The default is <see langword="null"/>: the client's own environment.</value>
    public BatchEnvironment? Environment { get; init; }

    /// <summary>An id made of the content: <c>k-</c> and 12 hexadecimal digits. The same in every plan and on every host.</summary>
    public string Id => CellHash.OfCombination(this);

    /// <summary>What it is called in reports, such as <c>rush @ 1a2b3c4</c>. Not unique: two sets of options may read the same.</summary>
    public string Name => CombinationName.Of(this);
}
