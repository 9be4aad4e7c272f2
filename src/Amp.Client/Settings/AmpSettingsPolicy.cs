namespace Amp.Client;

/// <summary>What to do when settings would not have the effect that they seem to have.</summary>
public enum AmpSettingsPolicy
{
    /// <summary>A warning is logged and <see cref="AmpSettings.Report"/> is told; the run starts.</summary>
    Report,

    /// <summary>The run is refused with an <see cref="AmpConfigurationException"/>; nothing is started.</summary>
    Refuse,
}
