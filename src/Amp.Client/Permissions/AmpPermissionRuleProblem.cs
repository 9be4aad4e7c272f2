namespace Amp.Client;

/// <summary>A permission rule that the CLI would drop, or that could never match, without a word about it.</summary>
/// <param name="Index">The rule's place in <c>amp.permissions</c>, from zero.</param>
/// <param name="Problem">What is wrong with it and what was expected.</param>
public sealed record AmpPermissionRuleProblem(int Index, string Problem)
{
    /// <inheritdoc/>
    public override string ToString() => $"rule {Index}: {Problem}";
}
