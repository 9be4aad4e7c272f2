// Runs one prompt and shows the conversation as it streams.
//
//     dotnet run --project samples/Quickstart
//     dotnet run --project samples/Quickstart -- "List the three largest files here"
//
// Uses the real `amp` when one is found that has a key, and otherwise the scripted one that ships in Amp.Testing.
// Exit code: 0 the run succeeded, 1 it failed, 130 it was stopped with Ctrl+C.

using Amp.Client;
using Microsoft.Extensions.DependencyInjection;
using Quickstart;
using Samples;

var prompt = args.Length > 0 ? string.Join(' ', args) : "Look at the files in this directory and say in one sentence what this project is.";

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    // We end the run ourselves, so that the CLI can end its tools.
    e.Cancel = true;
    stop.Cancel();
};

await using var cli = await ChosenCli.ChooseAsync(ScriptedAmp.Script, stop.Token);
Console.WriteLine(cli.Description);
Console.WriteLine();

var services = new ServiceCollection();
services.AddAmpClient(options => options.CliPath = cli.Path);
await using var provider = services.BuildServiceProvider();
var amp = provider.GetRequiredService<IAmpClient>();

try
{
    await using var run = await amp.StartAsync(new AmpRequest { Prompt = prompt }, stop.Token);
    await foreach (var message in run.ReadMessagesAsync(stop.Token))
    {
        Conversation.Show(message);
    }

    var result = await run.WaitAsync(stop.Token);
    Conversation.ShowSummary(result);
    return result.IsError ? 1 : 0;
}
catch (OperationCanceledException)
{
    Console.WriteLine();
    Console.WriteLine("Stopped.");
    return 130;
}
catch (Exception e) when (e is AmpException or AmpTimeoutException)
{
    Console.Error.WriteLine(e.Message);
    if (e is AmpAuthenticationException { LoginUrl: { } url })
    {
        Console.Error.WriteLine($"Sign in at {url}");
    }

    return 1;
}
