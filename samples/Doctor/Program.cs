// Says what is right and what is wrong with this machine's Amp. Safe to paste into an issue.
//
//     dotnet run --project samples/Doctor
//     dotnet run --project samples/Doctor -- --json
//     dotnet run --project samples/Doctor -- --try      also runs one small prompt, which costs a turn
//
// Exit code: 0 healthy, 1 problems found, 2 an argument that is not known, 130 stopped with Ctrl+C.

using Amp.Client;
using Doctor;

if (args.Except(["--json", "--try"]).FirstOrDefault() is { } unknown)
{
    Console.Error.WriteLine($"Not known: {unknown}. Known: --json, --try.");
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
    var diagnosis = await new AmpDoctor().ExamineAsync(stop.Token);
    if (args.Contains("--try") && diagnosis.IsHealthy)
    {
        diagnosis = diagnosis with { Checks = [.. diagnosis.Checks, await TrialRun.ExamineAsync(stop.Token)] };
    }

    if (args.Contains("--json"))
    {
        using var output = Console.OpenStandardOutput();
        diagnosis.WriteJson(output);
        output.Write("\n"u8);
    }
    else
    {
        Console.Write(diagnosis.ToText());
    }

    return diagnosis.IsHealthy ? 0 : 1;
}
catch (OperationCanceledException)
{
    return 130;
}
