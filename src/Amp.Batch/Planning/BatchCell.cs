using Amp.Client;

namespace Amp.Batch;

/// <summary>One run of a plan: a prompt, a combination, and which of its repetitions it is.</summary>
/// <param name="Id">
/// Made of the content alone: <c>c-</c> and 20 hexadecimal digits of a SHA-256. The same cell has the same id on every host, in every plan and in every version of a plan,
/// whatever names it has there.
/// </param>
/// <param name="Prompt">The task.</param>
/// <param name="Combination">What it runs with.</param>
/// <param name="Repetition">From 1 on.</param>
public sealed record BatchCell(string Id, BatchPrompt Prompt, BatchCombination Combination, int Repetition)
{
    /// <summary>What it is called, such as <c>Fix the failing test · rush · 2</c>.</summary>
    public string Name => $"{Prompt.Name} · {Combination.Name} · {Repetition}";

    /// <summary>Gives the options to start the run with.</summary>
    /// <param name="cli">The CLI that will run it. It tells whether <see cref="BatchVariant.ModeOrModel"/> is a mode.</param>
    /// <param name="workingDirectory">The cell's own folder.</param>
    /// <returns>The variant's options, with the arguments and the environment's variables on top. The environment itself is for the client to choose.</returns>
    public AmpRunOptions ToRunOptions(AmpCliCapabilities cli, string? workingDirectory = null)
    {
        ArgumentNullException.ThrowIfNull(cli);
        var options = new AmpModelPreferences { Default = Combination.Variant.ModeOrModel }.ApplyTo(Combination.Variant.Options, AmpModelPurpose.Default, cli);
        var variables = new Dictionary<string, string?>(options.EnvironmentVariables);
        foreach (var (name, value) in Combination.Environment?.Variables ?? new Dictionary<string, string?>())
        {
            variables[name] = value;
        }

        return options with
        {
            WorkingDirectory = workingDirectory ?? options.WorkingDirectory,
            ExtraArguments = [.. options.ExtraArguments, .. Combination.Arguments.Values],
            EnvironmentVariables = variables,
        };
    }
}
