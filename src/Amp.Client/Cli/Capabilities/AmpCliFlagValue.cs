namespace Amp.Client;

/// <summary>Whether a flag of the CLI takes a value.</summary>
public enum AmpCliFlagValue
{
    /// <summary>It takes none: <c>--stream-json</c>.</summary>
    None,

    /// <summary>It may be given one: <c>--execute [message]</c>.</summary>
    Optional,

    /// <summary>It must be given one: <c>--mode &lt;value&gt;</c>.</summary>
    Required,
}
