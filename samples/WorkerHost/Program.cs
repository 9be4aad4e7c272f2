// A service that works through prompts, one after the other, and leaves nothing running when it is told to stop.
//
//     dotnet run --project samples/WorkerHost                            a few prompts of its own
//     printf 'Say hello\nCount to 3\n' | dotnet run --project samples/WorkerHost -- --stdin
//
// Uses the real `amp` when one is found that has a key, and otherwise the scripted one that ships in Amp.Testing.
// Ctrl+C or SIGTERM: the run under way is ended, with everything that it started, and the service stops.

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Samples;
using WorkerHost;

var builder = Host.CreateApplicationBuilder(args);

await using var cli = await ChosenCli.ChooseAsync(ScriptedAmp.Script);
Console.WriteLine(cli.Description);

// Further options come from the configuration, such as Amp__Client__WarmPool__Size=1 in the environment.
builder.Services.AddAmpClient(builder.Configuration, options =>
{
    options.CliPath = cli.Path;
    options.ShutdownGracePeriod = TimeSpan.FromSeconds(3);
});

// Longer than the CLI's own time to stop, so that the host waits for it and never has to give up.
builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(15));
builder.Services.AddSingleton<IPrompts>(args.Contains("--stdin") ? new StandardInputPrompts() : new FixedPrompts());
builder.Services.AddHostedService<PromptWorker>();

await builder.Build().RunAsync();
