namespace Amp.ServiceStandIn;

/// <summary>A message of the conversation that the model was given.</summary>
/// <param name="Role">Who speaks: <c>user</c> or <c>assistant</c>.</param>
/// <param name="Texts">The texts of its text blocks, in order and exactly.</param>
public sealed record ModelMessage(string Role, IReadOnlyList<string> Texts)
{
    /// <summary>Gets the results of tools that it brings.</summary>
    public IReadOnlyList<ModelToolResult> ToolResults { get; init; } = [];

    /// <summary>Gets whether the user speaks.</summary>
    public bool IsUser => Role == "user";
}
