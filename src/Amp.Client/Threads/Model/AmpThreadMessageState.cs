namespace Amp.Client;

/// <summary>How far an assistant's message has come. An open set: a later CLI may say a word that has no name here.</summary>
/// <param name="Value">The word as the file has it.</param>
/// <remarks><b>Source.</b> Thread files of CLI 0.0.1767830505 to 0.0.1774569934 have all but <c>running</c>.</remarks>
public readonly record struct AmpThreadMessageState(string Value)
{
    /// <summary>The message is whole.</summary>
    public static AmpThreadMessageState Complete { get; } = new("complete");

    /// <summary>The model is still writing: what the file has is not the message yet.</summary>
    public static AmpThreadMessageState Streaming { get; } = new("streaming");

    /// <summary>The message is being worked on.</summary>
    public static AmpThreadMessageState Running { get; } = new("running");

    /// <summary>The user interrupted it.</summary>
    public static AmpThreadMessageState Cancelled { get; } = new("cancelled");

    /// <summary>It failed: see <see cref="AmpThreadMessage.Error"/>.</summary>
    public static AmpThreadMessageState Error { get; } = new("error");

    /// <summary>Whether more of the message is to come, so that it is withheld.</summary>
    public bool IsInProgress => this == Streaming || this == Running;

    /// <summary>Gives the word as the file has it.</summary>
    public override string ToString() => Value ?? "";
}
