namespace Amp.Client;

/// <summary>What is left to spend, as <c>amp usage</c> says it.</summary>
public sealed record AmpUsage
{
    /// <summary>All that it says. Its form differs between versions and plans.</summary>
    public required string Text { get; init; }

    /// <summary>Who is signed in, where the text says so: an e-mail address.</summary>
    public string? SignedInAs { get; init; }
}
