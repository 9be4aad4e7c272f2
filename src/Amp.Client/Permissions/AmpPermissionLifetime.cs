namespace Amp.Client;

/// <summary>How long a decision about a tool call holds.</summary>
public enum AmpPermissionLifetime
{
    /// <summary>For the one call.</summary>
    Once,

    /// <summary>Until the run ends.</summary>
    Run,

    /// <summary>As long as the <see cref="AmpPermissionSession"/> is used; without one, until the run ends.</summary>
    Session,
}
