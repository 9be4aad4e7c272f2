using Amp.Streaming;
using Microsoft.Extensions.DependencyInjection;

namespace Amp.Client.Tests.Sessions;

/// <summary>The examples of docs/sessions.md, run.</summary>
public sealed class SessionExamples
{
    [Fact(Timeout = SessionBench.Limit)]
    public async Task Of_a_conversation()
    {
        await using var bench = SessionBench.Playing(SessionBench.Parrot);
        var sessions = bench.Open();
        var (worktree, known) = (bench.Root, 0L);

        var session = await sessions.CreateAsync(new() { Name = "Review", WorkingDirectory = worktree, Mode = AmpMode.Smart });
        await sessions.SendAsync(session.Id, "What does this repository do?");
        var receipt = await sessions.SendAsync(session.Id, "And which file is the largest?", AmpPromptPriority.High);
        var ended = await receipt.Completion;

        Assert.Equal(AmpTurnOutcome.Completed, ended.Outcome);

        List<string> shown = [];
        void Show(string text) => shown.Add(text);
        void ShowAnew() => Assert.Fail("Nothing was lost.");
        await foreach (var happened in sessions.StreamEventsAsync(session.Id, after: known, follow: false))
        {
            switch (happened)
            {
                case AmpTurnMessageEvent { Message: AssistantMessage answer }:
                    Show(string.Concat(answer.Content.OfType<TextBlock>().Select(block => block.Text)));
                    break;
                case AmpTurnEndedEvent { Outcome: not AmpTurnOutcome.Completed } end:
                    Show($"{end.Outcome}: {end.Error}");
                    break;
                case AmpSessionResyncEvent:
                    ShowAnew();
                    break;
            }

            known = Math.Max(known, happened.SequenceNumber);
        }

        // The second may well have come first.
        Assert.Contains("You said: And which file is the largest?", shown);
        Assert.InRange(known, ended.SequenceNumber, long.MaxValue);

        await sessions.UpdateAsync(session.Id, options => options with { Mode = AmpMode.Rush });   // from the next turn on
        await sessions.StopAsync(session.Id);                                                      // ends the process; the thread stays
        await sessions.DeleteAsync(session.Id);

        Assert.Empty(await sessions.ListAsync());
    }

    [Fact]
    public async Task Of_a_host()
    {
        var folder = Directory.CreateTempSubdirectory("amp-sessions-").FullName;
        var services = new ServiceCollection();

        services.AddAmpClient().AddSessions(options =>
        {
            options.Folder = folder;
            options.MaxLiveSessions = 20;
            options.ConfigureTurn = (session, run) => run with
            {
                Settings = new() { Permissions = [AmpPermissionRule.Reject("Bash", "This host runs no commands.")] },
            };
        });

        await using (var provider = services.BuildServiceProvider())
        {
            Assert.Empty(await provider.GetRequiredService<IAmpSessionManager>().ListAsync());
        }

        Directory.Delete(folder, recursive: true);
    }
}
