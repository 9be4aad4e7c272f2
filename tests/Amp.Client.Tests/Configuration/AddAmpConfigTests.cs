using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Amp.Client.Tests.Configuration;

public sealed class AddAmpConfigTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("amp-config-").FullName;

    private string FilePath => Path.Combine(_folder, "config.json");

    [Fact]
    public void A_host_binds_the_file_and_everything_else_is_on_top_of_it()
    {
        File.WriteAllText(FilePath, """
            {"defaultEnvironment": "local-server", "localServerUrl": "https://localhost:7003", "customCliPath": "/opt/amp", "recentWorkspaces": ["/a", "/b"],
             "client": {"runTimeout": "00:01:00", "exitTimeout": "00:00:10", "maxLineBytes": 2048, "workingDirectory": "/file", "environmentVariables": {"A": "file"}}}
            """);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new("Amp:Client:ExitTimeout", "00:00:20"), new("Amp:Client:WorkingDirectory", "/memory")]);
        builder.Configuration.AddAmpConfig(FilePath, reloadOnChange: false);
        builder.Services.AddAmpClient(builder.Configuration, options => options.WorkingDirectory = "/code");
        builder.Services.AddAmpEnvironments(builder.Configuration);
        using var host = builder.Build();

        var options = host.Services.GetRequiredService<IOptions<AmpClientOptions>>().Value;
        var registry = host.Services.GetRequiredService<IAmpEnvironmentRegistry>();

        Assert.Equal((TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(20), 2048, "/code", "file"), (options.RunTimeout, options.ExitTimeout, options.MaxLineBytes, options.WorkingDirectory, options.EnvironmentVariables["A"]));
        Assert.Equal(("local-server", "https://localhost:7003"), (registry.Current.Name, registry.Current.ServerUrl));
        Assert.Equal(["production", "local-cli", "local-server"], registry.Environments.Select(environment => environment.Name));
        Assert.Equal(["/a", "/b"], builder.Configuration.GetSection("Amp:RecentWorkspaces").GetChildren().Select(child => child.Value));
    }

    [Fact]
    public void Every_option_of_a_client_can_be_configured()
    {
        foreach (var property in typeof(AmpClientOptions).GetProperties().Where(property => property.CanWrite))
        {
            var value = property.PropertyType == typeof(TimeSpan) ? "00:00:07"
                : property.PropertyType == typeof(bool) ? "true"
                : property.PropertyType == typeof(int) ? "7777"
                : property.PropertyType.IsEnum ? Enum.GetNames(property.PropertyType)[^1]
                : "/seven";
            var key = $"Amp:Client:{property.Name}";
            var options = new AmpClientOptions();

            Amp.Client.Configuration.ClientSection.Bind(Configuration((key, value)), options);

            Assert.True(string.Equals(value, property.GetValue(options)?.ToString(), StringComparison.OrdinalIgnoreCase), $"{key} is not bound");
        }
    }

    [Fact]
    public void Values_that_cannot_be_read_are_all_named()
    {
        var configuration = Configuration(("Amp:Client:RunTimeout", "five minutes"), ("Amp:Client:MaxLineBytes", "-1"), ("Amp:Client:AuthCommandUsesShell", "perhaps"));
        using var provider = new ServiceCollection().AddAmpClient(configuration).Services.BuildServiceProvider();

        var e = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<AmpClientOptions>>().Value);

        Assert.Equal(
            ["Amp:Client:AuthCommandUsesShell must be true or false.", "Amp:Client:RunTimeout must be a time, such as 00:05:00.", "Amp:Client:MaxLineBytes must be a whole number."],
            e.Failures);
    }

    [Fact]
    public void Code_may_add_the_environment_that_the_configuration_begins_with_and_may_begin_with_another()
    {
        var staging = AmpEnvironment.LocalServer("https://localhost:9") with { Name = "staging" };
        var configuration = Configuration(("Amp:DefaultEnvironment", "Staging"));
        using var named = new ServiceCollection().AddAmpEnvironments(configuration, options => options.Environments.Add(staging)).BuildServiceProvider();
        using var overruled = new ServiceCollection().AddAmpEnvironments(configuration, options => options.Initial = AmpEnvironment.Production).BuildServiceProvider();
        using var missing = new ServiceCollection().AddAmpEnvironments(configuration).BuildServiceProvider();

        Assert.Equal("staging", named.GetRequiredService<IAmpEnvironmentRegistry>().Current.Name);
        Assert.Equal("production", overruled.GetRequiredService<IAmpEnvironmentRegistry>().Current.Name);
        var e = Assert.Throws<OptionsValidationException>(missing.GetRequiredService<IAmpEnvironmentRegistry>);
        Assert.Contains("names 'Staging', but there are only: production, ambient.", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{broken")]
    public void A_file_that_is_not_there_or_cannot_be_read_stops_no_host(string? content)
    {
        if (content is not null)
        {
            File.WriteAllText(FilePath, content);
        }

        var configuration = new ConfigurationBuilder().AddAmpConfig(FilePath, reloadOnChange: false).Build();

        Assert.Null(configuration["Amp:Theme"]);
        Assert.Equal(content is not null, File.Exists(FilePath));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_change_of_the_file_reloads_the_configuration()
    {
        using var store = new AmpConfigStore(new() { Path = FilePath });
        await store.UpdateAsync(config => config with { Theme = "before" });
        var configuration = new ConfigurationBuilder().AddAmpConfig(FilePath).Build();
        using var scope = (IDisposable)configuration;
        var reloaded = new TaskCompletionSource();
        using var registration = configuration.GetReloadToken().RegisterChangeCallback(_ => reloaded.TrySetResult(), null);

        await store.UpdateAsync(config => config with { Theme = "after" });
        await reloaded.Task;

        Assert.Equal("after", configuration["amp:theme"]);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_mistake_in_the_file_leaves_a_running_host_with_what_it_had()
    {
        File.WriteAllText(FilePath, """{"theme": "before"}""");
        var configuration = new ConfigurationBuilder().AddAmpConfig(FilePath).Build();
        using var scope = (IDisposable)configuration;

        await File.WriteAllTextAsync(FilePath, """{"theme": 5}""");
        using var waiting = new PeriodicTimer(TimeSpan.FromSeconds(1));
        await waiting.WaitForNextTickAsync();   // longer than the delay: an exception would have ended this process
        Assert.Equal("before", configuration["Amp:Theme"]);
        await File.WriteAllTextAsync(FilePath, """{"theme": "after"}""");

        Assert.True(SpinWait.SpinUntil(() => configuration["Amp:Theme"] == "after", TimeSpan.FromSeconds(20)));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static IConfiguration Configuration(params (string Key, string Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(value => KeyValuePair.Create(value.Key, (string?)value.Value))).Build();
}
