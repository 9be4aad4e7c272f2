using Amp.Client;
using Amp.Client.Environments;
using Microsoft.Extensions.Configuration;
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

    /// <summary>Adds the registry with the environments of the section <c>Amp</c>, as <c>AddAmpConfig()</c> gives it; what code sets is on top.</summary>
    /// <remarks><c>Amp:CustomCliPath</c> is the environment <c>local-cli</c>, <c>Amp:LocalServerUrl</c> is <c>local-server</c>, and <c>Amp:DefaultEnvironment</c> names the one to begin with.</remarks>
    /// <param name="services">The services to add to.</param>
    /// <param name="configuration">The host's configuration.</param>
    /// <param name="configure">Sets what it begins with.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddAmpEnvironments(this IServiceCollection services, IConfiguration configuration, Action<AmpEnvironmentRegistryOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<AmpEnvironmentRegistryOptions>()
            .Configure(options => EnvironmentSection.AddEnvironments(configuration, options))
            .PostConfigure(options => EnvironmentSection.ChooseInitial(configuration, options));
        return services.AddAmpEnvironments(configure);
    }
}
