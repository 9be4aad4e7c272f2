using Amp.Client.Tests.Runs;
using Amp.Streaming;
using Amp.Testing;

namespace Amp.Client.Tests.Documentation;

/// <summary>The blocks of docs/conversations.md.</summary>
public sealed class ConversationExamples
{
    private static readonly AmpScript Parrot = AmpScript.New.Says("You said: ${prompt}").ThenSucceeds();

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Turns()
    {
        await using var run = ScriptedRun.Playing(Parrot);
        var amp = run.Client;

        await using var conversation = await amp.OpenConversationAsync();

        await foreach (var message in conversation.SendAsync("Which files are here?"))
        {
            if (message is AssistantMessage { Content: [TextBlock text, ..] })
            {
                Console.WriteLine(text.Text);
            }
        }

        var result = await conversation.SendAsync("Thank you.").WaitAsync();
        Console.WriteLine(result.IsError ? $"{result.ErrorKind}: {result.Error}" : result.Text);

        await conversation.CloseAsync();
        Assert.Equal("You said: Thank you.", result.Text);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Budget()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.CallsTool("Bash", """{"cmd":"x"}""").Hangs());
        var amp = run.Client;

        var result = await amp.RunIterationAsync("Tidy up.", new AmpRunOptions
        {
            Budget = new AmpBudget { MaxTokens = 200_000, MaxToolCalls = 50, MaxWallTime = TimeSpan.FromSeconds(2) },
            OnToolStart = (tool, cancellationToken) =>
            {
                Console.WriteLine($"{tool.ToolName} {tool.Input}");
                return ValueTask.CompletedTask;
            },
        });
        if (result.StoppedBy is { } limit)
        {
            Console.WriteLine($"Stopped by {limit}; thread {result.ThreadId} can be continued.");
        }

        Assert.Equal(AmpBudgetLimit.WallTime, result.StoppedBy);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Warm()
    {
        await using var fake = FakeAmp.Playing(Parrot);
        var path = fake.Path;

        var options = new AmpClientOptions { CliPath = path };
        options.WarmPool.Size = 2;
        await using var amp = new AmpClient(options);
        await amp.WarmUpAsync();   // else the first run fills the pool

        Assert.Equal("You said: x", (await amp.RunIterationAsync("x")).Text);
    }
}
