using Microsoft.Extensions.Configuration;

namespace Amp.Client.Configuration;

/// <summary>The file of an <see cref="AmpConfigStore"/> as a source of a host's configuration.</summary>
internal sealed class ConfigSource(string path, bool reloadsOnChange, TimeProvider clock) : IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder) => new ConfigProvider(path, reloadsOnChange, clock);
}
