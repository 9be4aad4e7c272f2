using Amp.Client;

namespace Amp.Batch;

/// <summary>One way to run a prompt: a mode, a model, or any other options.</summary>
public sealed record BatchVariant
{
    /// <summary>What it is called in reports and filters.</summary>
    /// <value>The default is <see langword="null"/>: its mode or model and what else differs from the CLI's defaults, such as <c>rush +thinking</c>.</value>
    public string? Name { get; init; }

    /// <summary>A word that is the mode where the CLI lists it as one, and the model where it does not.</summary>
    /// <value>The default is <see langword="null"/>. Not together with the mode or the model of the <see cref="Options"/>. What the source documents call <c>model</c>.</value>
    public string? ModeOrModel { get; init; }

    /// <summary>The mode, the model and everything else.</summary>
    /// <value>
    /// The default is the CLI's own. The working directory must be left out: every cell has its own. Logging and the report of settings do not count for the
    /// id of a cell.
    /// </value>
    public AmpRunOptions Options { get; init; } = new();

    /// <summary>A mode.</summary>
    /// <param name="mode">The mode.</param>
    public static BatchVariant ForMode(AmpMode mode) => new() { Options = new() { Mode = mode } };

    /// <summary>A model.</summary>
    /// <param name="model">The model.</param>
    public static BatchVariant ForModel(string model)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        return new() { Options = new() { Model = model } };
    }

    /// <summary>A mode.</summary>
    /// <param name="mode">The mode.</param>
    public static implicit operator BatchVariant(AmpMode mode) => ForMode(mode);

    /// <summary>A mode.</summary>
    /// <param name="mode">The mode.</param>
    public static BatchVariant FromAmpMode(AmpMode mode) => ForMode(mode);
}
