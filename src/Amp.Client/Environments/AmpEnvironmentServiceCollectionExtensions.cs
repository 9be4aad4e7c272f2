using Amp.Client;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the environments that Amp clients run in.</summary>
public static class AmpEnvironmentServiceCollectionExtensions
{
    /// <summary>Adds the registry that every client of this container asks at the start of each run. Calling it again adds to the same one.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="configure">Sets what it begins with.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddAmpEnvironments(this IServiceCollection services, Action<AmpEnvironmentRegistryOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<AmpEnvironmentRegistryOptions>();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IAmpEnvironmentRegistry>(static provider => new AmpEnvironmentRegistry(
            provider.GetRequiredService<IOptions<AmpEnvironmentRegistryOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<ILogger<AmpEnvironmentRegistry>>()));
        return services;
    }
}
