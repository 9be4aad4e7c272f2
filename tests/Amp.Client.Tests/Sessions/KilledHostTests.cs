using System.Globalization;
using System.Text.RegularExpressions;
using Amp.Testing;

namespace Amp.Client.Tests.Sessions;

/// <summary>A host that is killed (<c>kill -9</c>) after any of its events. 8 times by default; <c>AMP_SESSION_KILLS=100</c> for more.</summary>
public sealed partial class KilledHostTests
{
    // Two turns of a session, from its making to the end: session.created, and of each prompt queued, start, six messages, complete.
    private const int Events = 19;

    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("AMP_SESSION_KILLS"), CultureInfo.InvariantCulture, out var kills) ? kills : 8;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(15);

    private static readonly AmpScript Working = AmpScript.New.Starts().Waits(Pause)
        .CallsTool("Bash", """{"cmd":"ls"}""").Waits(Pause).ToolAnswers("a.txt\n").Waits(Pause)
        .Says("You said: ${prompt}").Waits(Pause).ThenSucceeds();

    [Fact]
    public async Task A_host_that_is_killed_between_any_two_events_loses_none_and_repeats_none()
    {
        if (OperatingSystem.IsWindows())
        {
            return;   // a kill is no kill -9 there
        }

        await using var cli = FakeAmp.Playing(Working);
        var interrupted = 0;
        for (var i = 0; i < Kills; i++)
        {
            // Every place comes in turn; of few kills, places from all over.
            var place = 1 + (Kills >= Events ? i % Events : (i * Events / Kills) + (i % 2));
            interrupted += await KillAfterAsync(cli, place).WaitAsync(TimeSpan.FromSeconds(60)) ? 1 : 0;
        }

        Assert.InRange(interrupted, 1, Kills);
    }

    private static async Task<bool> KillAfterAsync(FakeAmp cli, int place)
    {
        await using var bench = SessionBench.Over(cli);
        List<string> shown = [];
        using (var host = SessionHostProcess.Start(bench.Cli.Path, bench.Folder, bench.Root, "--json"))
        {
            await host.StandardInput.WriteAsync($"s: one {bench.Root}\ns: two {bench.Root}\n");
            host.StandardInput.Close();
            while (shown.Count < place && await host.StandardOutput.ReadLineAsync() is { } line)
            {
                shown.Add(line);
            }

            host.Kill();

            // What it has shown and we have not read yet was shown all the same.
            shown.AddRange((await host.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.EndsWith('}')));
            await host.WaitForExitAsync();
        }

        return await CheckAsync(bench, shown);
    }

    private static async Task<bool> CheckAsync(SessionBench bench, List<string> shown)
    {
        // Read by the next host before it adds anything but the end of the turn that was open.
        var durable = await File.ReadAllTextAsync(Path.Combine(bench.Folder, "s-s", "00000000000000000001.jsonl"));
        var manager = bench.Open();
        var session = Assert.Single(await manager.ListAsync());
        var events = await SessionBench.ReadAsync(manager, session.Id);

        // Whatever anybody was shown is there, as it was shown.
        Assert.Equal(shown, events.Take(shown.Count).Select(happened => happened.ToJson()));
        Assert.Equal(LogBench.Range(1, events.Count), events.Select(happened => happened.SequenceNumber));
        var written = SequenceOfLine().Count(durable);
        Assert.InRange(written, shown.Count, events.Count);

        // A turn that was open is closed once, and only by the host after it.
        var isCut = events.Take(written).Count(happened => happened is AmpTurnStartedEvent) > events.Take(written).Count(happened => happened is AmpTurnEndedEvent);
        Assert.Equal(isCut ? 1 : 0, events.Count(happened => happened is AmpTurnEndedEvent { Outcome: AmpTurnOutcome.Interrupted }));
        Assert.Equal(isCut, written < events.Count && events[written] is AmpTurnEndedEvent { Outcome: AmpTurnOutcome.Interrupted });

        // What was taken and had not begun has its turn now; what had begun is not sent again.
        var taken = events.OfType<AmpPromptQueuedEvent>().Select(queued => queued.MessageId).ToList();
        foreach (var message in taken)
        {
            await SessionBench.UntilAsync<AmpTurnEndedEvent>(manager, session.Id, ended => ended.MessageId == message);
        }

        var all = await SessionBench.ReadAsync(manager, session.Id);
        Assert.Equal(taken, all.OfType<AmpTurnStartedEvent>().Select(started => started.MessageId));
        Assert.Equal(taken, all.OfType<AmpTurnEndedEvent>().Select(ended => ended.MessageId));
        var received = bench.Cli.Runs.Select(run => run.StandardInput).Where(prompt => prompt.Length > 0).ToList();   // the host may have died before it could say it
        Assert.Equal(received.Distinct(), received);

        // And the conversation goes on, in the thread that it had if it had one.
        var thread = all.OfType<AmpTurnMessageEvent>().FirstOrDefault()?.Message.SessionId;
        var next = await SessionBench.AskAsync(manager, session.Id, $"three {bench.Root}");
        Assert.Equal(AmpTurnOutcome.Completed, next.Outcome);
        Assert.True(thread is null || thread == next.Thread!.Value.Value, $"{thread} became {next.Thread}");
        await manager.DisposeAsync();

        // Exactly once: the host after that finds nothing to close.
        var last = bench.Open();
        Assert.Equal(next.SequenceNumber, (await last.FindAsync(session.Id))!.LastSequenceNumber);
        return isCut;
    }

    [GeneratedRegex("^\\{\"seq\":[0-9]+,.*\\}\n", RegexOptions.Multiline)]
    private static partial Regex SequenceOfLine();
}
