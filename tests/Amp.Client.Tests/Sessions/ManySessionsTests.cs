using System.Globalization;
using Amp.Testing;
using Xunit.Abstractions;

namespace Amp.Client.Tests.Sessions;

/// <summary>Fifty sessions at once. <c>AMP_SESSION_ROUNDS=20</c> has them say twenty times as much.</summary>
public sealed class ManySessionsTests(ITestOutputHelper output)
{
    private const int Sessions = 50;
    private const int MessagesOfARound = 40;
    private const int BytesOfAMessage = 2_000;

    // 200 KB a session: what was said is 80 KB a session and round.
    private const long MostMemory = Sessions * 200_000L;

    private static readonly int Rounds = int.TryParse(Environment.GetEnvironmentVariable("AMP_SESSION_ROUNDS"), CultureInfo.InvariantCulture, out var rounds) ? rounds : 1;

    [Fact]
    public async Task Fifty_sessions_at_once_say_what_they_have_to_say_in_flat_memory()
    {
        var round = AmpScript.New.Repeats(MessagesOfARound, AmpScript.New.Says(new string('x', BytesOfAMessage)));
        await using var bench = SessionBench.Playing(AmpScript.New.Starts().Waits(TimeSpan.FromSeconds(3)).Repeats(Rounds, round).ThenSucceeds());
        var manager = bench.Open(options => options.MaxLiveSessions = Sessions, configureClient: options => (options.MaxConcurrentRuns, options.FirstOutputTimeout) = (Sessions, TimeSpan.FromMinutes(5)));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        List<AmpSessionId> ids = [];
        for (var i = 0; i < Sessions; i++)
        {
            ids.Add((await manager.CreateAsync()).Id);
        }

        // Nothing else between the first prompt and the last: the first turn must still be under way when the last one begins.
        List<(AmpSessionReceipt Receipt, Task<long[]> Seen)> sessions = [];
        foreach (var id in ids)
        {
            sessions.Add((await manager.SendAsync(id, "talk"), Task.Run(() => CountAsync(manager, id))));
        }

        // Each has its turn under way at the same moment.
        var talking = Task.WhenAll(sessions.Select(session => session.Receipt.Completion)).WaitAsync(TimeSpan.FromMinutes(10));
        var most = 0;
        while (most < Sessions && !talking.IsCompleted)
        {
            most = Math.Max(most, (await manager.ListAsync()).Count(session => session.Status is AmpSessionStatus.Busy));
            await Task.Delay(20);
        }

        Assert.Equal(Sessions, most);
        var ends = await talking;
        var seen = await Task.WhenAll(sessions.Select(session => session.Seen));

        Assert.All(ends, ended => Assert.Equal((AmpTurnOutcome.Completed, null), (ended.Outcome, ended.Error)));
        Assert.Equal(Sessions, ends.Select(ended => ended.Thread).Distinct().Count());

        var expected = LogBench.Range(1, ends[0].SequenceNumber);
        Assert.True(expected.Length >= Rounds * MessagesOfARound, $"{expected.Length} events");
        Assert.All(seen, numbers => Assert.Equal(expected, numbers));
        var numbers = 2L * 8 * expected.Length * Sessions;
        var memory = GC.GetTotalMemory(forceFullCollection: true) - before - numbers;
        for (var looks = 0; memory > MostMemory && looks < 100; looks++)
        {
            await Task.Delay(100);   // what ended lets go of its last buffers when the machine has time for it
            memory = GC.GetTotalMemory(forceFullCollection: true) - before - numbers;
        }

        output.WriteLine($"{Sessions} sessions, {expected.Length} events and {Rounds * MessagesOfARound * BytesOfAMessage / 1000} KB of text each; {memory / 1000} KB of memory more than before.");
        Assert.InRange(memory, long.MinValue, MostMemory);
    }

    private static async Task<long[]> CountAsync(SessionManager manager, AmpSessionId session)
    {
        List<long> numbers = [];
        await foreach (var happened in manager.StreamEventsAsync(session))
        {
            numbers.Add(happened.SequenceNumber);
            if (happened is AmpTurnEndedEvent)
            {
                break;
            }
        }

        return [.. numbers];
    }
}
