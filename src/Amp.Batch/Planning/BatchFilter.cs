using System.IO.Enumeration;
using Amp.Batch.Planning;

namespace Amp.Batch;

/// <summary>Says which cells are meant: those for which everything that is set here fits.</summary>
/// <remarks>Patterns are matched against names as reports show them, and against ids: <c>*</c> is any text, <c>?</c> one character. Letter case counts.</remarks>
public sealed record BatchFilter
{
    /// <summary>A pattern for the prompt's name or id.</summary>
    /// <value>The default is <see langword="null"/>: any.</value>
    public string? Prompt { get; init; }

    /// <summary>A pattern for the combination's name or id.</summary>
    /// <value>The default is <see langword="null"/>: any.</value>
    public string? Combination { get; init; }

    /// <summary>A pattern for the variant's name.</summary>
    /// <value>The default is <see langword="null"/>: any.</value>
    public string? Variant { get; init; }

    /// <summary>A pattern for the base commit.</summary>
    /// <value>The default is <see langword="null"/>: any, and none.</value>
    public string? BaseCommit { get; init; }

    /// <summary>A pattern for the arguments' name, or for the arguments with a blank between them.</summary>
    /// <value>The default is <see langword="null"/>: any, and none.</value>
    public string? Arguments { get; init; }

    /// <summary>A pattern for the environment's name.</summary>
    /// <value>The default is <see langword="null"/>: any, and none.</value>
    public string? Environment { get; init; }

    /// <summary>The id of one cell.</summary>
    /// <value>The default is <see langword="null"/>: any.</value>
    public string? Cell { get; init; }

    /// <summary>The repetitions that are meant.</summary>
    /// <value>The default is none: all.</value>
    public IReadOnlyList<int> Repetitions { get; init; } = [];

    /// <summary>Whether a cell is meant.</summary>
    /// <param name="cell">The cell.</param>
    public bool Matches(BatchCell cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        var combination = cell.Combination;
        return Fits(Prompt, cell.Prompt.Name, cell.Prompt.Id)
            && Fits(Combination, combination.Name, combination.Id)
            && Fits(Variant, CombinationName.Of(combination.Variant))
            && Fits(BaseCommit, combination.BaseCommit)
            && Fits(Arguments, combination.Arguments.Name, string.Join(' ', combination.Arguments.Values))
            && Fits(Environment, combination.Environment?.Name)
            && (Cell is null || Cell == cell.Id)
            && (Repetitions.Count == 0 || Repetitions.Contains(cell.Repetition));
    }

    private static bool Fits(string? pattern, params ReadOnlySpan<string?> names)
    {
        if (pattern is null)
        {
            return true;
        }

        foreach (var name in names)
        {
            if (FileSystemName.MatchesSimpleExpression(pattern, name ?? "", ignoreCase: false))
            {
                return true;
            }
        }

        return false;
    }
}
