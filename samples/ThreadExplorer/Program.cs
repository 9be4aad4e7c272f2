// What the agent did, and what it is doing: the threads of this machine, without a CLI.
//
//     dotnet run --project samples/ThreadExplorer -- list
//     dotnet run --project samples/ThreadExplorer -- show T-…                    or a file: a thread, or a recording (stdout.jsonl)
//     dotnet run --project samples/ThreadExplorer -- watch [T-…]                 until Ctrl+C
//     dotnet run --project samples/ThreadExplorer -- export T-… html out.html    or md, jsonl; without a file to standard output
//     dotnet run --project samples/ThreadExplorer -- search a few words [--tool Bash] [--path src/] [--since 2026-11-01]
//     dotnet run --project samples/ThreadExplorer -- usage [T-…]
//
// --folder DIR looks there instead of where the CLI and the editors keep threads; --cli asks the CLI too (list, show, export).
// Exit code: 0 done, 1 not there or not readable, 2 arguments that are not understood, 130 stopped with Ctrl+C.

using Amp.Client;
using ThreadExplorer;

if (CommandLine.TryParse(args, out var problem) is not { } line)
{
    Console.Error.WriteLine(problem);
    Console.Error.WriteLine(CommandLine.Usage);
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};

try
{
    return await Explorer.Of(line).RunAsync(stop.Token);
}
catch (OperationCanceledException)
{
    return 130;
}
catch (Exception e) when (e is AmpException or FormatException or TimeoutException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
