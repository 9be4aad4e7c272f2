namespace Amp.Client;

/// <summary>Who says something about a thread.</summary>
public enum AmpThreadOrigin
{
    /// <summary>Its file on this machine.</summary>
    File,

    /// <summary>The CLI, which asks the service.</summary>
    Cli,
}
