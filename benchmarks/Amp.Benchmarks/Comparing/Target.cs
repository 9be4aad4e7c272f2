using static Amp.Benchmarks.Comparing.TextTable;

namespace Amp.Benchmarks.Comparing;

/// <summary>A figure that must be reached, and a better one to aim at.</summary>
/// <param name="Name">What is measured.</param>
/// <param name="Measured">The worst of all corpora. NaN when it was not measured.</param>
/// <param name="Floor">The figure to reach; null when there is none.</param>
/// <param name="Aim">The figure to aim at; null when there is none.</param>
/// <param name="IsLowerBetter">Whether a smaller figure is better.</param>
/// <param name="Where">Which corpus or method the worst figure comes from.</param>
internal sealed record Target(string Name, double Measured, double? Floor, double? Aim, bool IsLowerBetter = false, string Where = "")
{
    public string[] Row => [Name, double.IsNaN(Measured) ? "not measured" : $"{Figure(Measured)} {Where}".Trim(), Cell(Floor), Cell(Aim)];

    private string Cell(double? goal) => goal is not { } figure ? "-"
        : $"{(IsLowerBetter ? "≤" : "≥")} {Figure(figure)}: {(double.IsNaN(Measured) ? "?" : IsReached(figure) ? "yes" : "NO")}";

    private bool IsReached(double goal) => IsLowerBetter ? Measured <= goal : Measured >= goal;
}
