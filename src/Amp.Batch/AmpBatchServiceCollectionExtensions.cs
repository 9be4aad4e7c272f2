using Amp.Batch;
using Amp.Client;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers batches.</summary>
public static class AmpBatchServiceCollectionExtensions
{
    /// <summary>
    /// Adds the <see cref="BatchRunner"/>, the <see cref="BatchStore"/> (the folder <c>batch-results</c>, unless one is registered) and the <see cref="BatchHistory"/>. The runs are those of the default
    /// <see cref="IAmpClient"/>; a cell's environment is the client that is registered under the environment's name. Calling it again adds to the same options.
    /// </summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="configure">Sets the options; checked when the runner is made.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddAmpBatch(this IServiceCollection services, Action<BatchRunnerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddAmpClient();
        var options = services.AddOptions<BatchRunnerOptions>();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        options.PostConfigure<IServiceProvider>(static (runner, provider) => runner.ClientFor ??= environment =>
            provider.GetKeyedService<IAmpClient>(environment.Name)
            ?? throw new InvalidOperationException($"There is no client for the environment '{environment.Name}'. Add one: services.AddAmpClient(\"{environment.Name}\", …)."));
        services.TryAddSingleton(static provider => new BatchStore(clock: provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(static provider => new BatchHistory(provider.GetRequiredService<BatchStore>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(static provider => new BatchRunner(
            provider.GetRequiredService<IAmpClient>(),
            provider.GetRequiredService<BatchStore>(),
            provider.GetRequiredService<IOptions<BatchRunnerOptions>>().Value,
            provider.GetService<ILogger<BatchRunner>>(),
            provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
