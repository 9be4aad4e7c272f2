using Amp.Client;
using Amp.Client.Configuration;

namespace Microsoft.Extensions.Configuration;

/// <summary>Adds the file of <see cref="AmpConfigStore"/> to a host's configuration.</summary>
public static class AmpConfigurationBuilderExtensions
{
    /// <summary>Adds the file below everything else: <c>appsettings.json</c>, environment variables, the command line and code are on top, in whatever order they were added.</summary>
    /// <remarks>
    /// A key of the file stands in the section <c>Amp</c>: <c>defaultEnvironment</c> is <c>Amp:DefaultEnvironment</c>, and the environment variable <c>Amp__DefaultEnvironment</c> overrides
    /// it. An object <c>client</c> in the file is the section <c>Amp:Client</c>, which <c>AddAmpClient(configuration)</c> reads. A file that cannot be read counts as its newest good
    /// backup, and is left for the store to repair. Nothing of it is a secret.
    /// </remarks>
    /// <param name="builder">The configuration to add to.</param>
    /// <param name="path">The file; <see langword="null"/> for <see cref="AmpConfigStore.DefaultPath"/>. It need not be there.</param>
    /// <param name="reloadOnChange">Whether to read it again when it changes.</param>
    /// <returns>The configuration.</returns>
    public static IConfigurationBuilder AddAmpConfig(this IConfigurationBuilder builder, string? path = null, bool reloadOnChange = true)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Sources.Insert(0, new ConfigSource(Path.GetFullPath(path ?? AmpConfigStore.DefaultPath), reloadOnChange, TimeProvider.System));
        return builder;
    }
}
