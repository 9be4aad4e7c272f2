using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Amp.ServiceStandIn;

/// <summary>
/// A stand-in for the Amp service on 127.0.0.1, enough for real Amp CLIs (January to May 2026) to run end to end.
/// </summary>
/// <remarks>
/// Point a CLI at it with <c>AMP_URL</c> and any key in <c>AMP_API_KEY</c>. Some keys misbehave, and may go on after these names:
/// <c>bad-key</c> (401), <c>http500-key</c>, <c>garbage-key</c> (no JSON), <c>hang-key</c> and <c>hanginternal-key</c> (no answer),
/// <c>slow-key-N</c> (N ms a request), <c>nouser-key</c>, <c>nocredit-key</c> (402 from the model), <c>noupload-key</c>.
/// </remarks>
public sealed class StandInService : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StandInService(WebApplication app, RequestLog requests, ThreadStore threads, ScenarioBook scenarios)
    {
        _app = app;
        Requests = requests;
        Threads = threads;
        Scenarios = scenarios;
        Url = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    /// <summary>Gets the address, for <c>AMP_URL</c>.</summary>
    public Uri Url { get; }

    /// <summary>Gets the requests so far.</summary>
    public RequestLog Requests { get; }

    /// <summary>Gets the uploaded threads.</summary>
    public ThreadStore Threads { get; }

    /// <summary>Gets the scenarios that prompts can ask for; more can be added at any time.</summary>
    public ScenarioBook Scenarios { get; }

    /// <summary>Starts a stand-in; it listens when the task is done.</summary>
    /// <param name="options">How it is set up, or null for the defaults.</param>
    /// <param name="cancellationToken">Gives up the start.</param>
    public static async Task<StandInService> StartAsync(StandInOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new StandInOptions();
        var requests = new RequestLog();
        var threads = new ThreadStore();
        var scenarios = ScenarioBook.Standard();
        var model = new ModelApi(new ScenarioSelector(scenarios, options.DefaultScenario), options.AnswerDelay);
        var router = new RequestRouter(model, new InternalApi(threads), new ThreadApi(threads), requests.Add + options.Received);

        var app = Build(options.Port);
        app.Run(context => router.HandleAsync(context, app.Lifetime.ApplicationStopping));
        await app.StartAsync(cancellationToken);
        return new StandInService(app, requests, threads, scenarios);
    }

    /// <summary>Stops listening. Answers that never come are broken off.</summary>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static WebApplication Build(int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, UntiedLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.Limits.MaxRequestBodySize = null;

            // A CLI that is stopped, or on a machine that is busy, is slow; it is not an attack.
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
        });
        return builder.Build();
    }
}
