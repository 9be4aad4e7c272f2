using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Amp.Client.Tests.Configuration;

/// <summary>The examples of docs/configuration.md.</summary>
public sealed class ConfigurationExamples
{
    [Fact]
    public void A_host()
    {
        var path = Path.Combine(Path.GetTempPath(), $"no-such-config-{Guid.NewGuid():N}.json");
        var builder = Host.CreateApplicationBuilder();

        builder.Configuration.AddAmpConfig(path);
        builder.Services.AddAmpEnvironments(builder.Configuration);
        builder.Services.AddAmpClient(builder.Configuration, options => options.RunTimeout = TimeSpan.FromMinutes(20));

        using var host = builder.Build();
        Assert.NotNull(host.Services.GetRequiredService<IAmpClient>());
    }

    [Fact]
    public async Task A_store()
    {
        var folder = Directory.CreateTempSubdirectory("amp-config-").FullName;
        var path = Path.Combine(folder, "config.json");
        void Show(AmpConfig config) => Assert.NotNull(config);

        using var store = new AmpConfigStore(new() { Path = path });
        store.Changed += (_, change) => Show(change.Config);
        await store.UpdateAsync(config => config.WithRecentWorkspace("/work/shop") with { Theme = "light" });

        Assert.Equal("light", (await store.ReadAsync()).Theme);
        store.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
