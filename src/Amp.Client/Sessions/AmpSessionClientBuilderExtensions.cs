using Amp.Client;
using Amp.Client.Sessions;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the sessions of Amp clients.</summary>
public static class AmpSessionClientBuilderExtensions
{
    /// <summary>Adds the sessions of this client, to be injected as <see cref="IAmpSessionManager"/>; for a client with a name with <c>[FromKeyedServices(name)]</c>. Calling it again adds to the same.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="configure">Sets the options; validated when the host starts.</param>
    /// <returns>The builder.</returns>
    public static AmpClientBuilder AddSessions(this AmpClientBuilder builder, Action<AmpSessionManagerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = builder.Services.AddOptions<AmpSessionManagerOptions>(builder.Name).ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AmpSessionManagerOptions>, SessionManagerOptionsValidator>());
        builder.Services.TryAddKeyedSingleton<IAmpSessionManager>(builder.Name, static (provider, name) => new SessionManager(
            provider.GetRequiredKeyedService<IAmpClient>(name),
            provider.GetRequiredService<IOptionsMonitor<AmpSessionManagerOptions>>().Get((string)name!),
            provider.GetService<IAmpEnvironmentRegistry>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<ILogger<SessionManager>>(),
            (string)name!));
        if (builder.Name.Length == 0)
        {
            builder.Services.TryAddSingleton(static provider => provider.GetRequiredKeyedService<IAmpSessionManager>(Options.Options.DefaultName));
        }

        return builder;
    }
}
