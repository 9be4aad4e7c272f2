// Asks you before the agent uses a tool: yes, no with a reason that the agent is told, or always.
//
//     dotnet run --project samples/HumanInTheLoop
//     dotnet run --project samples/HumanInTheLoop -- "Tidy this repository up"
//
// Uses the real `amp` when one is found that has a key, and otherwise the scripted one that ships in Amp.Testing.
// Exit code: 0 the run succeeded, 1 it failed, 130 it was stopped with Ctrl+C.

using Amp.Client;
using Amp.Streaming;
using HumanInTheLoop;
using Samples;

var prompt = args.Length > 0 ? string.Join(' ', args) : "Look at this repository, push what is committed, and keep notes.";

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};

await using var cli = await ChosenCli.ChooseAsync(ScriptedAmp.Script, stop.Token);
Console.WriteLine(cli.Description);

using var approval = new ConsoleApproval();
await using var amp = new AmpClient(new() { CliPath = cli.Path });

// Reading never needs a person; everything else does.
var options = new AmpRunOptions
{
    Settings = new() { Permissions = AmpPermissionRules.Empty.Allow("Read").Allow("Grep").Allow("glob") },
    OnPermission = approval.DecideAsync,
    Permissions = new() { Timeout = TimeSpan.FromMinutes(10) },
};

try
{
    await using var run = await amp.StartAsync(new() { Prompt = prompt, Options = options }, stop.Token);
    await foreach (var message in run.ReadMessagesAsync(stop.Token))
    {
        foreach (var block in message is AssistantMessage assistant ? assistant.Content : message is UserMessage user ? user.Content : [])
        {
            switch (block)
            {
                case TextBlock text:
                    Console.WriteLine($"{(message is UserMessage ? "you" : "amp")}     {text.Text}");
                    break;
                case ToolResultBlock result:
                    Console.WriteLine($"  └     {(result.IsError is true ? "rejected" : "ok")}  {result.Content?.ReplaceLineEndings(" ")}");
                    break;
            }
        }
    }

    var outcome = await run.WaitAsync(stop.Token);
    Console.WriteLine(outcome.IsError ? $"The run failed: {outcome.Error}" : "The run succeeded.");
    return outcome.IsError ? 1 : 0;
}
catch (OperationCanceledException)
{
    Console.WriteLine("Stopped.");
    return 130;
}
catch (Exception e) when (e is AmpException or AmpTimeoutException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
