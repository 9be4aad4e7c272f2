namespace Amp.Client;

/// <summary>Who a message of a thread is by. An open set: a later CLI may say a word that has no name here.</summary>
/// <param name="Value">The word as the file has it.</param>
public readonly record struct AmpThreadRole(string Value)
{
    /// <summary>The prompt, or the results of the tools that the agent called.</summary>
    public static AmpThreadRole User { get; } = new("user");

    /// <summary>One answer of the model.</summary>
    public static AmpThreadRole Assistant { get; } = new("assistant");

    /// <summary>A note of the CLI's own, such as the summary of a thread that was handed over: see <see cref="AmpThreadMessage.Summaries"/>.</summary>
    public static AmpThreadRole Info { get; } = new("info");

    /// <summary>Gives the word as the file has it.</summary>
    public override string ToString() => Value ?? "";
}
