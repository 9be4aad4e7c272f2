namespace Amp.Batch;

/// <summary>One thing that is wrong with a plan, and the cells that cannot run for it.</summary>
/// <param name="Message">What is wrong, and what would do.</param>
public sealed record BatchProblem(string Message)
{
    /// <summary>The cells that cannot run.</summary>
    /// <value>Empty when the plan as a whole is wrong: it has no prompt, say, or more runs than its limit.</value>
    public IReadOnlyList<BatchCell> Cells { get; init; } = [];

    /// <summary>Gives the message, and which cells it is about.</summary>
    public override string ToString() => Cells.Count switch
    {
        0 => Message,
        1 => $"{Message} Cell {Cells[0].Id} ({Cells[0].Name}).",
        _ => $"{Message} {Cells.Count} cells: {string.Join(", ", Cells.Select(static cell => $"{cell.Id} ({cell.Name})"))}.",
    };
}
