// Talks with the agent: many turns over one process of the CLI.
//
//     dotnet run --project samples/Chat
//     printf 'List the files here\nThank you\n' | dotnet run --project samples/Chat
//
// What you type while the agent works is sent when its turn comes. A line that begins with ! interrupts the agent. Ctrl+C stops the turn
// that is under way, and leaves when there is none; so does the end of the input.
// Uses the real `amp` when one is found that has a key, and otherwise the scripted one that ships in Amp.Testing.
// Exit code: 0, or 1 when the CLI cannot be used.

using Amp.Client;
using Chat;
using Samples;

await using var cli = await ChosenCli.ChooseAsync(ScriptedAmp.Script);
Console.WriteLine(cli.Description);
Console.WriteLine("Say something about files, or just something.");

await using var client = new AmpClient(new AmpClientOptions { CliPath = cli.Path });
using var leave = new CancellationTokenSource();
try
{
    await using var conversation = await client.OpenConversationAsync(
        new AmpRunOptions { Conversation = new AmpConversationSettings { ReopenAfterFailure = true } },
        leave.Token);
    Console.WriteLine($"thread  {conversation.ThreadId}");

    var screen = new Screen();
    Console.CancelKeyPress += (_, e) =>
    {
        e.Cancel = true;
        if (screen.Current is { } turn)
        {
            _ = turn.StopAsync();
        }
        else
        {
            leave.Cancel();
        }
    };

    await foreach (var line in Keyboard.ReadLinesAsync(leave.Token))
    {
        var turn = line.StartsWith('!') ? conversation.SteerAsync(line[1..].Trim()) : conversation.SendAsync(line);
        screen.ShowNext(turn);
    }

    await screen.AllShownAsync();
    var result = await conversation.CloseAsync();
    Console.WriteLine(result is null ? "Nothing was said." : $"{result.Turns} answers, {result.Usage?.OutputTokens} tokens written. Go on with: amp threads continue {result.ThreadId}");
    return 0;
}
catch (OperationCanceledException)
{
    Console.WriteLine("Bye.");
    return 0;
}
catch (Exception e) when (e is AmpException or AmpTimeoutException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
