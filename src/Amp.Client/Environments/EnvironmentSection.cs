using Amp.Client.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Amp.Client.Environments;

/// <summary>Reads environments from a host's configuration, without reflection.</summary>
internal static class EnvironmentSection
{
    public static void AddEnvironments(IConfiguration configuration, AmpEnvironmentRegistryOptions options)
    {
        var section = configuration.GetSection(ConfigProvider.Section);
        foreach (var environment in new AmpConfig { CustomCliPath = section["CustomCliPath"], LocalServerUrl = section["LocalServerUrl"] }.ToEnvironments())
        {
            options.Environments.Add(environment);
        }
    }

    /// <summary>Begins with the environment that the configuration names, unless code has said otherwise. After all environments are known.</summary>
    /// <exception cref="OptionsValidationException">There is none of that name.</exception>
    public static void ChooseInitial(IConfiguration configuration, AmpEnvironmentRegistryOptions options)
    {
        var section = configuration.GetSection(ConfigProvider.Section);
        if (section["DefaultEnvironment"] is { Length: > 0 } name && ReferenceEquals(options.Initial, AmpEnvironment.Ambient))
        {
            List<AmpEnvironment> all = [.. options.Environments, AmpEnvironment.Ambient];
            options.Initial = all.FirstOrDefault(environment => environment.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                ?? throw new OptionsValidationException(
                    Options.DefaultName,
                    typeof(AmpEnvironmentRegistryOptions),
                    [$"{section.Path}:DefaultEnvironment names '{name}', but there are only: {string.Join(", ", all.Select(static environment => environment.Name))}. local-cli needs CustomCliPath, local-server needs LocalServerUrl."]);
        }
    }
}
