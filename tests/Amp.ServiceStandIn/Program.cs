using System.Globalization;
using System.Runtime.InteropServices;
using Amp.ServiceStandIn;

// dotnet run --project tests/Amp.ServiceStandIn -- [--port 7010] [--scenario hello]
var options = new StandInOptions { Received = request => Console.WriteLine(Line(request)) };
for (var i = 0; i < args.Length; i += 2)
{
    switch (args[i])
    {
        case "--port" when i + 1 < args.Length && int.TryParse(args[i + 1], CultureInfo.InvariantCulture, out var port):
            options.Port = port;
            break;
        case "--scenario" when i + 1 < args.Length:
            options.DefaultScenario = args[i + 1];
            break;
        default:
            Console.Error.WriteLine("Usage: Amp.ServiceStandIn [--port 7010] [--scenario hello]");
            Console.Error.WriteLine($"Scenarios, by @@name in the prompt: {string.Join(' ', ScenarioBook.Standard().All.Select(scenario => scenario.Name))}");
            return 2;
    }
}

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

await using var service = await StandInService.StartAsync(options, stop.Token);
Console.WriteLine($"AMP_URL={service.Url.GetLeftPart(UriPartial.Authority)} AMP_API_KEY=any-key");
await Task.Delay(Timeout.InfiniteTimeSpan, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
return 0;

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}

static string Line(ReceivedRequest request) => request switch
{
    ModelCall { IsTitle: true } => $"{request.ApiKey} {request.ThreadId} title",
    ModelCall call => $"{request.ApiKey} {request.ThreadId} model: {call.Messages.Count} messages, {call.BodyLength} bytes",
    ServiceCall call => $"{request.ApiKey} {call.Name}, {call.BodyLength} bytes",
    _ => $"{request.ApiKey} {request.Method} {request.Path}",
};
