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
return result is { IsError: false, Text: "One file." } ? 0 : 1;
