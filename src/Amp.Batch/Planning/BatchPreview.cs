using System.Globalization;
using System.Text;

namespace Amp.Batch;

/// <summary>What a plan would run, and what that may take.</summary>
public sealed record BatchPreview
{
    /// <summary>The runs, in their order.</summary>
    public required IReadOnlyList<BatchCell> Cells { get; init; }

    /// <summary>How many runs.</summary>
    public int Runs => Cells.Count;

    /// <summary>The combinations that have a run.</summary>
    public required IReadOnlyList<BatchCombination> Combinations { get; init; }

    /// <summary>The prompts that have a run.</summary>
    public required IReadOnlyList<BatchPrompt> Prompts { get; init; }

    /// <summary>What it may take.</summary>
    /// <value><see langword="null"/> when there is no earlier run to go by.</value>
    public BatchEstimate? Estimate { get; init; }

    /// <summary>The limits that the plan or the estimate would break. A batch with any does not start.</summary>
    public IReadOnlyList<BatchProblem> LimitProblems { get; init; } = [];

    /// <summary>Gives the preview as text: how many runs, which, what they may take.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Runs} runs: {Prompts.Count} prompts × {Combinations.Count} combinations\n");
        foreach (var combination in Combinations)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {Cells.Count(cell => cell.Combination.Id == combination.Id)} × {combination.Name}\n");
        }

        if (Estimate is not { } estimate)
        {
            text.Append("No earlier run to estimate from.\n");
        }
        else
        {
            text.Append(CultureInfo.InvariantCulture, $"Estimate from earlier runs ({estimate.RunsWithOwnHistory} of {estimate.Runs} had been run before): ")
                .Append(CultureInfo.InvariantCulture, $"time {estimate.WallTime?.ToString("c") ?? "unknown"}, tokens {estimate.Tokens?.ToString("N0", CultureInfo.InvariantCulture) ?? "unknown"}, ")
                .Append(CultureInfo.InvariantCulture, $"credits {estimate.Credits?.ToString("N2", CultureInfo.InvariantCulture) ?? "unknown"}\n");
        }

        foreach (var problem in LimitProblems)
        {
            text.Append(CultureInfo.InvariantCulture, $"! {problem}\n");
        }

        return text.ToString();
    }
}
