// Several conversations at once in a service, each with a log that outlives it. Stops cleanly, and goes on where it was.
//
//     dotnet run --project samples/SessionHost                                  three sessions of its own, two prompts each
//     dotnet run --project samples/SessionHost -- --stdin --folder ./sessions   one "session: prompt" a line, for instance
//                                                                               docs: Say in one sentence what this project is.
//
//     --folder   where sessions are kept; without it in a temporary folder, for this run only
//     --json     prints events as they are in the log
//
// Uses the real `amp` when one is found that has a key, and otherwise the scripted one that ships in Amp.Testing.
// Ctrl+C or SIGTERM: the turns under way are ended, with everything that they started. Prompts that wait are kept, and sent at the next start.

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Samples;
using SessionHost;

var folder = Array.IndexOf(args, "--folder") is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
var builder = Host.CreateApplicationBuilder();

// Standard output is for the conversations.
builder.Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);

await using var cli = await ChosenCli.ChooseAsync(ScriptedAmp.Script);
Console.Error.WriteLine(cli.Description);

using var temporary = folder is null ? new TemporaryFolder() : null;
builder.Services
    .AddAmpClient(options =>
    {
        options.CliPath = cli.Path;
        options.ShutdownGracePeriod = TimeSpan.FromSeconds(3);
    })
    .AddSessions(options => options.Folder = folder ?? temporary!.Path);

// Longer than the CLI's own time to stop, so that the host waits for it and never has to give up.
builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(15));
builder.Services.AddSingleton<IPrompts>(args.Contains("--stdin") ? new StandardInputPrompts() : new FixedPrompts());
builder.Services.AddSingleton(new EventPrinter(asJson: args.Contains("--json")));
builder.Services.AddHostedService<SessionWorker>();

await builder.Build().RunAsync();
