namespace Amp.Client;

/// <summary>Where a figure comes from, from the most to the least trusted. A sum may have several.</summary>
[Flags]
public enum AmpFigureSources
{
    /// <summary>Nowhere.</summary>
    None = 0,

    /// <summary>The thread's ledger. CLI 0.0.1767830505 to 0.0.1770734955 keep one.</summary>
    Ledger = 1,

    /// <summary>What the thread says beside it: the usage of a message, its times, its traces.</summary>
    Thread = 2,

    /// <summary>The stream of a run. It names no models and no credits.</summary>
    Stream = 4,
}
