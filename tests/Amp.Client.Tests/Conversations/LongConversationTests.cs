using System.Globalization;
using Amp.Client.Tests.Runs;
using Amp.Testing;

namespace Amp.Client.Tests.Conversations;

/// <summary>Counts what the whole process holds, so nothing else may run beside it. <c>AMP_LONG_TURNS=500</c> has the long form run.</summary>
[Collection(nameof(LongConversationTests))]
[CollectionDefinition(nameof(LongConversationTests), DisableParallelization = true)]
public sealed class LongConversationTests
{
    private const int WarmUp = 20;
    private const int Most = 3_000_000;

    [Fact(Timeout = 10 * ScriptedRun.Limit)]
    public async Task Memory_descriptors_and_processes_stay_as_they_are_over_many_turns()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;   // descriptors are counted in /proc
        }

        var turns = int.Parse(Environment.GetEnvironmentVariable("AMP_LONG_TURNS") ?? "80", CultureInfo.InvariantCulture);
        var script = AmpScript.New.UsesTool("Bash", """{"cmd":"x"}""", new string('y', 20_000)).Says("You said: ${prompt}").ThenSucceeds().ForPrompt("fail", AmpScript.New.Starts().ThenFails("529 {}"));
        await using var talk = await ScriptedConversation.OpenAsync(script, new() { Conversation = new() { ReopenAfterFailure = true } });
        (long Memory, int Descriptors) before = default;

        for (var i = 1; i <= turns; i++)
        {
            var turn = talk.Conversation.SendAsync(i % 25 == 0 ? "fail" : $"number {i}");
            if (i % 10 == 3)
            {
                await foreach (var _ in turn)
                {
                    break;   // the rest is dropped
                }
            }

            Assert.Equal(i % 25 == 0, (await turn.WaitAsync()).IsError);
            Assert.InRange(talk.Cli.LiveProcesses.Count, 0, 1);
            if (i == WarmUp)
            {
                before = (GC.GetTotalMemory(forceFullCollection: true), Descriptors());
            }
        }

        var grown = GC.GetTotalMemory(forceFullCollection: true) - before.Memory;
        Assert.True(grown < Most, $"{grown} bytes more than after {WarmUp} turns");
        Assert.InRange(Descriptors(), 0, before.Descriptors + 5);
        await talk.Conversation.CloseAsync();
        talk.AssertNothingIsLeft();
    }

    private static int Descriptors()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Directory.GetFileSystemEntries("/proc/self/fd").Length;
    }
}
