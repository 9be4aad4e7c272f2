using Amp.Client;
using Amp.Client.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers Amp clients.</summary>
public static class AmpClientServiceCollectionExtensions
{
    /// <summary>Adds the default client, to be injected as <see cref="IAmpClient"/>, and its <see cref="AmpDoctor"/>. Calling it again adds to the same client.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="configure">Sets the options; validated when the host starts.</param>
    /// <returns>A builder that adds to this client.</returns>
    public static AmpClientBuilder AddAmpClient(this IServiceCollection services, Action<AmpClientOptions>? configure = null)
    {
        var builder = services.AddAmpClient(Options.Options.DefaultName, configure);
        services.TryAddSingleton(static provider => provider.GetRequiredKeyedService<IAmpClient>(Options.Options.DefaultName));
        services.TryAddTransient(static provider => new AmpDoctor(
            provider.GetRequiredService<IOptionsMonitor<AmpClientOptions>>().CurrentValue,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<IAmpEnvironmentRegistry>(),
            provider.GetService<IAmpSecretStore>()));
        return builder;
    }

    /// <summary>Adds the default client with the options of the section <c>Amp:Client</c>; what code sets is on top.</summary>
    /// <remarks>The keys are the names of the properties of <see cref="AmpClientOptions"/>; times are written <c>00:05:00</c>. A value that cannot be read stops the host as a bad option does.</remarks>
    /// <param name="services">The services to add to.</param>
    /// <param name="configuration">The host's configuration.</param>
    /// <param name="configure">Sets the options; validated when the host starts.</param>
    /// <returns>A builder that adds to this client.</returns>
    public static AmpClientBuilder AddAmpClient(this IServiceCollection services, IConfiguration configuration, Action<AmpClientOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<AmpClientOptions>().Configure(options => ClientSection.Bind(configuration, options));
        return services.AddAmpClient(configure);
    }

    /// <summary>Adds a client of its own name, to be injected with <c>[FromKeyedServices(name)]</c>. Calling it again adds to the same client.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="name">The key of the client and the name of its options.</param>
    /// <param name="configure">Sets the options; validated when the host starts.</param>
    /// <returns>A builder that adds to this client.</returns>
    public static AmpClientBuilder AddAmpClient(this IServiceCollection services, string name, Action<AmpClientOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(name);

        var options = services.AddOptions<AmpClientOptions>(name).ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AmpClientOptions>, AmpClientOptionsValidator>());
        services.TryAddKeyedSingleton<IAmpClient>(name, static (provider, key) => new AmpClient(
            provider.GetRequiredService<IOptionsMonitor<AmpClientOptions>>().Get((string)key!),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<ILogger<AmpClient>>(),
            provider.GetService<IAmpEnvironmentRegistry>(),
            provider.GetService<IAmpSecretStore>()));

        return new(services, name);
    }
}
