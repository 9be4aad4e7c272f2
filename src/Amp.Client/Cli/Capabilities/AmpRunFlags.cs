namespace Amp.Client;

/// <summary>Which flags make a CLI run a prompt and stream what happens.</summary>
public enum AmpRunFlags
{
    /// <summary>The help was read, and shows no way to do that.</summary>
    None,

    /// <summary><c>--execute --stream-json</c>, and <c>threads continue ID</c>: every version from 0.0.1767830505 on. Assumed when nothing is known.</summary>
    ExecuteStreamJson,

    /// <summary><c>--print --output-format=stream-json</c>, and <c>--continue=ID</c>: older versions.</summary>
    PrintStreamJson,
}
