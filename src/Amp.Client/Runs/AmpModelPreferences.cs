using System.Text.Json;

namespace Amp.Client;

/// <summary>Which mode or model to use for what, where a run does not say itself.</summary>
/// <remarks>The CLI has modes and no version since 0.0.1767830505 has models, so the same word may be either: <see cref="ApplyTo"/> finds out.</remarks>
public sealed record AmpModelPreferences
{
    /// <summary>The mode or model for anything.</summary>
    /// <value>The default is <see langword="null"/>: the CLI's own.</value>
    public string? Default { get; init; }

    /// <summary>The mode or model for <see cref="AmpModelPurpose.Coding"/>.</summary>
    /// <value>The default is <see langword="null"/>: <see cref="Default"/>.</value>
    public string? Coding { get; init; }

    /// <summary>The mode or model for <see cref="AmpModelPurpose.Analysis"/>.</summary>
    /// <value>The default is <see langword="null"/>: <see cref="Default"/>.</value>
    public string? Analysis { get; init; }

    /// <summary>The keys of the configuration file that this version does not know.</summary>
    internal IReadOnlyDictionary<string, JsonElement>? OtherKeys { get; init; }

    /// <summary>Gives the mode or model for a purpose, or <see langword="null"/> when there is no preference.</summary>
    /// <param name="purpose">What the run is for.</param>
    public string? For(AmpModelPurpose purpose) => purpose switch
    {
        AmpModelPurpose.Coding => Coding ?? Default,
        AmpModelPurpose.Analysis => Analysis ?? Default,
        _ => Default,
    };

    /// <summary>Fills in the mode or the model of a run that names neither.</summary>
    /// <param name="options">The run. One that names a mode or a model comes back as it is.</param>
    /// <param name="purpose">What the run is for.</param>
    /// <param name="cli">The CLI that will run it: a word that it lists as a mode becomes the mode; a word that it does not becomes the model.</param>
    /// <returns>The options to run with. When the CLI has no flag for models, every word becomes the mode, so that it says which modes there are.</returns>
    public AmpRunOptions ApplyTo(AmpRunOptions options, AmpModelPurpose purpose, AmpCliCapabilities cli)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(cli);

        if (options.Mode is not null || options.Model is not null || For(purpose) is not { } choice || string.IsNullOrWhiteSpace(choice))
        {
            return options;
        }

        var isModel = !cli.Modes.Contains(choice) && (cli.Supports("--model") || cli.Supports("--try-model"));
        return isModel ? options with { Model = choice } : options with { Mode = choice };
    }
}
