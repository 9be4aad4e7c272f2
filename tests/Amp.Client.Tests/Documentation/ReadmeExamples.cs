using System.Diagnostics;
using Amp.Streaming;
using Microsoft.Extensions.DependencyInjection;

namespace Amp.Client.Tests.Documentation;

/// <summary>The code of README.md and docs/, compiled. Amp.Architecture.Tests checks that the pages show exactly this.</summary>
internal static class ReadmeExamples
{
    public static async Task StreamARun()
    {
        var services = new ServiceCollection();
        services.AddAmpClient();
        await using var provider = services.BuildServiceProvider();
        var amp = provider.GetRequiredService<IAmpClient>();

        await foreach (var message in amp.StreamAsync("What does this repository do?"))
        {
            if (message is AssistantMessage { Content: var blocks })
            {
                Console.WriteLine(string.Concat(blocks.OfType<TextBlock>().Select(block => block.Text)));
            }
        }
    }

    public static async Task LookAtAResult(IAmpClient amp)
    {
        var result = await amp.RunIterationAsync("Fix the failing test", new AmpRunOptions
        {
            WorkingDirectory = "/srv/checkout",
            DangerouslyAllowAll = true,
            Timeout = TimeSpan.FromMinutes(10),
        });

        Console.WriteLine(result.IsError ? $"{result.ErrorKind}: {result.Error}" : result.Text);
        foreach (var call in result.ToolCalls)
        {
            Console.WriteLine($"{call.Name} {call.Input} → exit code {call.ExitCode}, {call.Duration?.TotalSeconds:0.0} s");
        }

        var next = await amp.ContinueThreadAsync(result.ThreadId!.Value, "Now write a test for it");
        Console.WriteLine(next.Text);
    }

    public static async Task ReadAStream(Stream stream)
    {
        await using var reader = new AmpStreamReader(stream);
        await foreach (var item in reader.ReadAllAsync())
        {
            switch (item)
            {
                case { Message: AssistantMessage assistant }:
                    Console.WriteLine(assistant.Content.Count);
                    break;
                case { Malformed: { } defect }:
                    Console.Error.WriteLine($"line {defect.LineNumber}: {defect.Reason}");
                    break;
            }
        }
    }

    public static async Task ShowAStream(Process process)
    {
        await using var reader = new AmpStreamReader(process.StandardOutput.BaseStream);
        await foreach (var item in reader.ReadAllAsync())
        {
            Console.WriteLine(item switch
            {
                { Message: AssistantMessage message } => string.Concat(message.Content.OfType<TextBlock>().Select(block => block.Text)),
                { Message: ResultMessage result } => result.IsError ? $"failed: {result.Error}" : "done",
                { Malformed: { } defect } => $"line {defect.LineNumber}: {defect.Reason}",
                _ => "",
            });
        }
    }
}
