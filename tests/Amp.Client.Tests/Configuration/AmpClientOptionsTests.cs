using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Amp.Client.Tests.Configuration;

public sealed class AmpClientOptionsTests
{
    [Fact]
    public void Everything_that_is_wrong_is_said_at_once_and_by_name()
    {
        var e = Assert.Throws<OptionsValidationException>(() => Client(options =>
        {
            options.CliPath = " ";
            options.ServerUrl = "ampcode.com";
            options.ApiKey = "";
            options.RunTimeout = TimeSpan.Zero;
            options.ShutdownGracePeriod = TimeSpan.FromSeconds(-1);
            options.ExitTimeout = TimeSpan.FromHours(1);
            options.MaxLineBytes = 1;
            options.EnvironmentVariables["A=B"] = "";
        }));

        Assert.Equal(
            ["CliPath", "ServerUrl", "ApiKey", "RunTimeout", "ShutdownGracePeriod", "ExitTimeout", "MaxLineBytes", "EnvironmentVariables"],
            e.Failures.Select(failure => failure.Split(' ', ':')[1]));
    }

    [Fact]
    public async Task A_host_with_bad_options_does_not_start()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddAmpClient(options => options.RunTimeout = TimeSpan.FromDays(2));
        using var host = builder.Build();

        var e = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains("RunTimeout: must be more than zero and at most 1.00:00:00, but is 2.00:00:00.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_client_made_with_new_checks_its_options_too() =>
        Assert.Throws<OptionsValidationException>(() => new AmpClient(new() { MaxLineBytes = 0 }));

    [Fact]
    public void The_defaults_are_valid_and_the_time_limit_is_five_minutes()
    {
        var options = new AmpClientOptions();

        _ = new AmpClient(options);

        Assert.Equal(300_000, options.RunTimeout.TotalMilliseconds);
    }

    [Fact]
    public void Adding_the_client_twice_adds_to_the_same_one()
    {
        var services = new ServiceCollection();
        services.AddAmpClient(options => options.WorkingDirectory = "a");
        services.AddAmpClient(options => options.ServerUrl = "https://b.example/");
        using var provider = services.BuildServiceProvider();

        Assert.Single(provider.GetServices<IAmpClient>());
        var options = provider.GetRequiredService<IOptions<AmpClientOptions>>().Value;
        Assert.Equal(("a", "https://b.example/"), (options.WorkingDirectory, options.ServerUrl));
    }

    [Fact]
    public void Named_clients_have_options_of_their_own()
    {
        var services = new ServiceCollection();
        services.AddAmpClient();
        Assert.Equal("review", services.AddAmpClient("review", options => options.RunTimeout = TimeSpan.FromMinutes(1)).Name);
        using var provider = services.BuildServiceProvider();

        Assert.NotSame(provider.GetRequiredService<IAmpClient>(), provider.GetRequiredKeyedService<IAmpClient>("review"));
        Assert.Equal(TimeSpan.FromMinutes(1), provider.GetRequiredService<IOptionsMonitor<AmpClientOptions>>().Get("review").RunTimeout);
        Assert.Equal(TimeSpan.FromMinutes(5), provider.GetRequiredService<IOptionsMonitor<AmpClientOptions>>().Get("").RunTimeout);
    }

    private static IAmpClient Client(Action<AmpClientOptions> configure)
    {
        var services = new ServiceCollection();
        services.AddAmpClient(configure);
        return services.BuildServiceProvider().GetRequiredService<IAmpClient>();
    }
}
