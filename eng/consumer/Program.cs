// What a user of the packages writes first: a scripted CLI, a client, a run.

using Amp.Client;
using Amp.Testing;
using Microsoft.Extensions.DependencyInjection;

await using var fake = FakeAmp.Playing(AmpScript.New.UsesTool("Bash", """{"cmd":"ls"}""", "a.txt\n").Says("One file.").ThenSucceeds());

var services = new ServiceCollection();
services.AddAmpClient(options => options.CliPath = fake.Path);
await using var provider = services.BuildServiceProvider();

var result = await provider.GetRequiredService<IAmpClient>().RunIterationAsync("What is here?");

Console.WriteLine($"From the packages: '{result.Text}', {result.ToolCalls.Count} tool call, exit code {result.ExitCode}.");
// The program by which the CLI asks for permissions comes with the package, too.
await using var asking = FakeAmp.Playing(AmpScript.New.UsesToolIfPermitted("Bash", """{"cmd":"rm x"}""", "gone").Says("Over.").ThenSucceeds());
await using var client = new AmpClient(new() { CliPath = asking.Path });
var decided = await client.RunIterationAsync("Remove x.", new() { OnPermission = (request, _) => Task.FromResult(AmpPermissionDecision.Reject($"Not {request.FindText("cmd")}.")) });
Console.WriteLine($"The agent was told: '{decided.ToolCalls[0].Content}'.");
return decided.ToolCalls[0].Content is "Not rm x." && result is { IsError: false, Text: "One file." } ? 0 : 1;
