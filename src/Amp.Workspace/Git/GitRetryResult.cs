namespace Amp.Workspace;

/// <summary>What an action came to, and what it cost to wait for others.</summary>
/// <typeparam name="T">What the action gives back.</typeparam>
public sealed record GitRetryResult<T>
{
    /// <summary>What the action gave back.</summary>
    public required T Result { get; init; }

    /// <summary>How many times it was tried: 1 when it worked at once.</summary>
    public required int Attempts { get; init; }

    /// <summary>How long was waited between the tries in all, in milliseconds.</summary>
    public required double TotalDelayMs { get; init; }
}
