namespace Amp.Client;

/// <summary>Tells that the configuration has other content, whoever changed it.</summary>
/// <param name="config">The content now.</param>
public sealed class AmpConfigChangedEventArgs(AmpConfig config) : EventArgs
{
    /// <summary>The content now.</summary>
    public AmpConfig Config { get; } = config;
}
