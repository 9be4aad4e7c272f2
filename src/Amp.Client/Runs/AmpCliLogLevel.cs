namespace Amp.Client;

/// <summary>How much the CLI writes into its own log file.</summary>
public enum AmpCliLogLevel
{
    /// <summary>Errors only.</summary>
    Error,

    /// <summary>Warnings too.</summary>
    Warn,

    /// <summary>What happens.</summary>
    Info,

    /// <summary>Everything that helps to find a fault.</summary>
    Debug,

    /// <summary>What an audit needs.</summary>
    Audit,
}
