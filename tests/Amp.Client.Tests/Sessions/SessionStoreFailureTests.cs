using System.Text;
using Amp.Client.Sessions;
using Amp.Client.Sessions.Turns;
using Microsoft.Extensions.Logging.Abstractions;

namespace Amp.Client.Tests.Sessions;

/// <summary>A session by itself, over a log that cannot be written for a while: the disk is full.</summary>
public sealed class SessionStoreFailureTests
{
    [Fact(Timeout = SessionBench.Limit)]
    public async Task A_prompt_that_cannot_be_dropped_still_waits_and_is_dropped_once_there_is_room()
    {
        if (OperatingSystem.IsWindows())
        {
            return;   // links need a right there
        }

        using var bench = new LogBench();
        var (log, session) = await MakeAsync(bench);
        var receipts = new[] { await TakeAsync(session, "one"), await TakeAsync(session, "two") };
        await log.RestAsync();
        var file = bench.LastFile;
        var content = await File.ReadAllBytesAsync(file);
        Fill(file);

        var e = await Assert.ThrowsAsync<AmpSessionException>(() => session.StopAsync(keepQueue: false, CancellationToken.None));

        Assert.Equal(AmpSessionErrorKind.StoreFailed, e.Kind);
        Assert.Equal((2, 2), (session.WaitingPrompts, log.State.Queue.Length));
        Assert.All(receipts, receipt => Assert.Equal(AmpPromptStatus.Queued, receipt.Status));

        MakeRoom(file, content);
        Assert.Equal(0, (await session.StopAsync(keepQueue: false, CancellationToken.None)).QueueLength);
        Assert.All(await Task.WhenAll(receipts.Select(receipt => receipt.Completion)), ended => Assert.Equal(AmpTurnOutcome.Cancelled, ended.Outcome));
        Assert.Equal(receipts.Select(receipt => receipt.MessageId), (await LogBench.ReadAsync(log)).OfType<AmpPromptRejectedEvent>().Select(rejected => rejected.MessageId));
    }

    [Fact(Timeout = SessionBench.Limit)]
    public async Task A_prompt_that_could_not_be_begun_says_that_it_is_kept_and_a_stop_drops_it()
    {
        if (OperatingSystem.IsWindows())
        {
            return;   // links need a right there
        }

        using var bench = new LogBench();
        var (log, session) = await MakeAsync(bench);
        var receipt = await TakeAsync(session, "one");
        await log.RestAsync();
        var file = bench.LastFile;
        var content = await File.ReadAllBytesAsync(file);
        Fill(file);

        await session.TakeTurnAsync();

        var e = await Assert.ThrowsAsync<AmpSessionException>(() => receipt.Completion);
        Assert.Equal(AmpSessionErrorKind.StoreFailed, e.Kind);
        Assert.Contains("It is kept, and sent when a host opens the folder again", e.Message, StringComparison.Ordinal);

        MakeRoom(file, content);
        Assert.Equal(1, session.Snapshot().QueueLength);
        Assert.Equal(0, (await session.StopAsync(keepQueue: false, CancellationToken.None)).QueueLength);
        Assert.Empty((await bench.ReopenAsync())!.State.Queue);
    }

    [Fact(Timeout = SessionBench.Limit)]
    public async Task What_a_failed_write_has_left_is_gone_when_there_is_room_again()
    {
        if (OperatingSystem.IsWindows())
        {
            return;   // links need a right there
        }

        using var bench = new LogBench();
        var (log, session) = await MakeAsync(bench);
        await log.RestAsync();
        var file = bench.LastFile;
        var content = await File.ReadAllBytesAsync(file);
        Fill(file);
        await Assert.ThrowsAsync<AmpSessionException>(() => TakeAsync(session, "one"));

        // The half of a line, and of more than the next one will need.
        MakeRoom(file, [.. content, .. Encoding.UTF8.GetBytes(new string('x', 5000))]);
        await TakeAsync(session, "two");

        Assert.Equal(log.State.Queue.Select(prompt => prompt.Prompt), ["two"]);
        Assert.EndsWith("}\n", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        Assert.Equal(2, (await bench.ReopenAsync())!.State.Sequence);
    }

    [Fact(Timeout = SessionBench.Limit)]
    public async Task A_turn_whose_end_could_not_be_written_is_closed_before_the_next_one_begins()
    {
        using var bench = new LogBench();
        var (log, session) = await MakeAsync(bench);
        await log.AppendAsync(new AmpTurnStartedEvent("m"));
        var next = await TakeAsync(session, "next");

        await session.TakeTurnAsync();

        // There is no CLI here: the second turn fails, and says so.
        Assert.Equal(AmpTurnOutcome.Failed, (await next.Completion).Outcome);
        Assert.Equal(
            [("m", AmpTurnOutcome.Interrupted), (next.MessageId, AmpTurnOutcome.Failed)],
            (await LogBench.ReadAsync(log)).OfType<AmpTurnEndedEvent>().Select(ended => (ended.MessageId, ended.Outcome)));
        Assert.Equal((null, AmpSessionStatus.Error), (log.State.OpenTurn, session.Snapshot().Status));
    }

    [Fact(Timeout = SessionBench.Limit)]
    public async Task A_session_whose_turn_is_just_being_begun_is_not_taken_for_one_without_work()
    {
        using var bench = new LogBench();
        List<(bool, bool)> states = [];
        var (_, session) = await MakeAsync(bench, waking => states.Add((waking.HasWork, waking.HasTurn)));
        await TakeAsync(session, "one");
        Assert.Equal((true, false), (session.HasWork, session.HasTurn));

        await session.TakeTurnAsync();

        Assert.Equal([(true, true)], states);
        Assert.Equal((false, false), (session.HasWork, session.HasTurn));
    }

    private static async Task<(Client.Sessions.Journal.EventLog Log, Session Session)> MakeAsync(LogBench bench, Action<Session>? wake = null)
    {
        var log = bench.Create();
        await log.AppendAsync(new AmpSessionCreatedEvent(new() { WorkingDirectory = bench.Folder }));
        var options = new AmpSessionManagerOptions();
        return (log, new(log, new()
        {
            Options = options,
            Clock = TimeProvider.System,
            Logger = NullLogger.Instance,
            Runner = new TurnRunner(new AmpClient(new() { CliPath = Path.Combine(bench.Folder, "no-amp") }), options, TimeProvider.System),
            Redact = static text => text,
            Environment = static () => null,
            Wake = wake ?? (static _ => { }),
        }));
    }

    private static Task<AmpSessionReceipt> TakeAsync(Session session, string prompt) => session.TakeAsync(prompt, AmpPromptPriority.Normal, static _ => { }, CancellationToken.None);

    // Every write to it fails, as on a disk without room.
    private static void Fill(string file)
    {
        File.Delete(file);
        File.CreateSymbolicLink(file, "/dev/full");
    }

    private static void MakeRoom(string file, byte[] content)
    {
        File.Delete(file);
        File.WriteAllBytes(file, content);
    }
}
