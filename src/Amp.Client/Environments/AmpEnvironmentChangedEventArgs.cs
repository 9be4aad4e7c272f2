namespace Amp.Client;

/// <summary>Tells that the current environment is another one.</summary>
/// <param name="from">The one before.</param>
/// <param name="to">The one now.</param>
public sealed class AmpEnvironmentChangedEventArgs(AmpEnvironment from, AmpEnvironment to) : EventArgs
{
    /// <summary>The one before.</summary>
    public AmpEnvironment From { get; } = from;

    /// <summary>The one now.</summary>
    public AmpEnvironment To { get; } = to;
}
