namespace Amp.Client;

/// <summary>Settings of an <see cref="AmpEnvironmentRegistry"/>.</summary>
public sealed class AmpEnvironmentRegistryOptions
{
    /// <summary>The environment to begin with. It is not looked at before the first run.</summary>
    /// <value>The default is <see cref="AmpEnvironment.Ambient"/>.</value>
    public AmpEnvironment Initial { get; set; } = AmpEnvironment.Ambient;

    /// <summary>The environments to begin with, beside <see cref="Initial"/> and <see cref="AmpEnvironment.Production"/>.</summary>
    public IList<AmpEnvironment> Environments { get; } = [];

    /// <summary>How long <c>--version</c> may take in a check.</summary>
    /// <value>More than zero, at most a minute. The default is 2 seconds.</value>
    public TimeSpan VersionTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long the service may take to answer in a check.</summary>
    /// <value>More than zero, at most a minute. The default is 5 seconds.</value>
    public TimeSpan ServerTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
