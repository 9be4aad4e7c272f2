using Microsoft.Extensions.DependencyInjection;

namespace Amp.Client;

/// <summary>Adds to one registered client. Sibling packages hang their own methods on it.</summary>
public sealed class AmpClientBuilder
{
    internal AmpClientBuilder(IServiceCollection services, string name) => (Services, Name) = (services, name);

    /// <summary>The services being built.</summary>
    public IServiceCollection Services { get; }

    /// <summary>The name of the client; empty for the default one.</summary>
    public string Name { get; }
}
