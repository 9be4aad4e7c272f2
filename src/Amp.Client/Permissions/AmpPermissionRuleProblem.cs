namespace Amp.Client;

/// <summary>A permission rule that the CLI would drop, or that could never match, without a word about it.</summary>
/// <param name="Index">The rule's place in <c>amp.permissions</c>, from zero.</param>
/// <param name="Problem">What is wrong with it and what was expected.</param>
public sealed record AmpPermissionRuleProblem(int Index, string Problem)
{
    /// <summary>Where in the rule: <c>tool</c>, <c>action</c>, <c>to</c>, <c>message</c>, <c>context</c>, <c>matches</c> or <c>matches.argument</c>.</summary>
    /// <value><see langword="null"/> when the rule is no object at all.</value>
    public string? Field { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"rule {Index}: {Problem}";
}
