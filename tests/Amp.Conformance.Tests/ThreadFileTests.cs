using Amp.Client;
using Amp.Client.Tests.Threads;
using Amp.Conformance.Tests.Matrix;
using Amp.Conformance.Tests.Sandboxes;
using Amp.Conformance.Tests.Skipping;
using Amp.Streaming;

namespace Amp.Conformance.Tests;

/// <summary>The threads that the CLI keeps on the machine, beside what it printed.</summary>
public sealed class ThreadFileTests
{
    private static readonly string[] Scenarios = ["hello", "tool", "parallel", "fail", "unicode", "twotasks"];

    [ConformanceTheory]
    [EachCli]
    public async Task Every_run_reads_back_from_its_thread_as_the_stream_told_it(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        var runs = await Task.WhenAll((IsKeptByTheServiceOnly(cli) ? Scenarios[..1] : Scenarios).Select(async scenario => await sandbox.Client.StreamAsync("@@" + scenario, Sandbox.AllowAll).ToListAsync()));

        var listing = await sandbox.Client.Threads.ListAsync(new() { IncludeProblems = false }).ToListAsync();
        foreach (var messages in runs)
        {
            AmpThreadId id = messages[^1].SessionId!;
            var thread = await sandbox.Client.Threads.ReadAsync(id);
            if (IsKeptByTheServiceOnly(cli))
            {
                Assert.Null(thread);
                continue;
            }

            Assert.Null(thread!.Problem);
            ThreadComparison.AssertAgrees(thread, [.. messages.Where(message => message is AssistantMessage { ParentToolUseId: null } or UserMessage { ParentToolUseId: null })]);
            Assert.Equal((sandbox.WorkingDirectory, AmpThreadActivity.Idle), (thread.Info.WorkingDirectory, thread.Info.Activity));
            Assert.All(thread.Messages.Where(message => message.Role == AmpThreadRole.Assistant), message => Assert.NotNull(message.Model));
            Assert.Contains(listing, file => file.Thread!.Id == id && file.Thread.MessageCount == thread.Messages.Count);

            // A sub-agent of January has a thread of its own, which says whose it is.
            Assert.All(thread.SubagentThreadIds, sub => Assert.Equal(id, listing.Single(file => file.Thread!.Id == sub).Thread!.MainThreadId));
        }

        var last = await sandbox.Client.Threads.FindLastThreadAsync();
        Assert.Contains(runs, messages => messages[^1].SessionId == last?.Id.Value);
    }

    [ConformanceTheory]
    [EachCli]
    public async Task A_watch_tells_a_run_and_its_continuation_message_by_message_once(string cli)
    {
        if (IsKeptByTheServiceOnly(cli))
        {
            return;
        }

        await using var sandbox = await Sandbox.CreateAsync(cli);
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var told = new List<AmpThreadChange>();
        var caughtUp = new TaskCompletionSource();
        var watching = WatchAsync();
        await caughtUp.Task.WaitAsync(stop.Token);

        var first = await sandbox.Client.RunIterationAsync("@@tool", Sandbox.AllowAll);
        await sandbox.Client.ContinueThreadAsync(first.ThreadId!.Value, "@@hello again", Sandbox.AllowAll);
        await watching;

        var thread = await sandbox.Client.Threads.ReadAsync(first.ThreadId.Value);
        Assert.Equal(thread!.Messages.Select(ThreadComparison.Describe), told.Where(change => change.Kind is AmpThreadChangeKind.MessageAdded or AmpThreadChangeKind.MessageChanged)
            .GroupBy(change => change.Message!.MessageId).Select(changes => ThreadComparison.Describe(changes.Last().Message!)));
        Assert.Equal(thread.Messages.Select(message => message.MessageId), told.Where(change => change.Kind is AmpThreadChangeKind.MessageAdded).Select(change => change.Message!.MessageId));

        async Task WatchAsync()
        {
            await foreach (var change in sandbox.Client.Threads.WatchAsync(cancellationToken: stop.Token))
            {
                told.Add(change);
                if (change.Kind is AmpThreadChangeKind.CaughtUp)
                {
                    caughtUp.SetResult();
                }

                // The last answer of the two runs.
                if (change is { Message.Index: 5 })
                {
                    return;
                }
            }
        }
    }

    // Since 0.0.1775981571.
    private static bool IsKeptByTheServiceOnly(string cli) => cli is CliMatrix.April;
}
