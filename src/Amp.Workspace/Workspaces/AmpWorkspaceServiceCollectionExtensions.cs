using Amp.Workspace;
using Amp.Workspace.Workspaces;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers workspaces.</summary>
public static class AmpWorkspaceServiceCollectionExtensions
{
    /// <summary>Adds the <see cref="WorkspaceManager"/>, from which repositories and their worktrees come. An <see cref="IRecentWorkspaceStore"/> of yours is used when there is one. Calling it again adds to the same options.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="configure">Sets the options; validated when the host starts.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddAmpWorkspace(this IServiceCollection services, Action<WorkspaceOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<WorkspaceOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WorkspaceOptions>, WorkspaceOptionsValidator>());
        services.TryAddSingleton(static provider => new WorkspaceManager(
            provider.GetRequiredService<IOptions<WorkspaceOptions>>().Value,
            provider.GetService<IRecentWorkspaceStore>(),
            provider.GetService<ILoggerFactory>(),
            provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
