namespace Amp.Client;

/// <summary>Where a use of tokens or credits was read, from the most to the least trusted.</summary>
public enum AmpUsageSource
{
    /// <summary>The thread's ledger. CLI 0.0.1767830505 keeps one.</summary>
    Ledger,

    /// <summary>The message's own usage.</summary>
    Message,
}
