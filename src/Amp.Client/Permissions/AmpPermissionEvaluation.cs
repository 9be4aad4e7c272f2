namespace Amp.Client;

/// <summary>What rules say about a tool call: see <see cref="AmpPermissionRules.Evaluate"/>.</summary>
/// <param name="Rule">The rule that decides: the first that matches. <see langword="null"/> when none does; then the CLI's built-in rules decide.</param>
/// <param name="Index">Its place, from 0.</param>
public sealed record AmpPermissionEvaluation(AmpPermissionRule? Rule, int? Index)
{
    /// <summary>What becomes of the call. A rule that delegates is not followed: its program decides.</summary>
    /// <value><see langword="null"/> when no rule matches.</value>
    public AmpPermissionAction? Action => Rule?.Action;
}
