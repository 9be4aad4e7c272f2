using System.Diagnostics;
using Amp.Benchmarks.Children;
using Amp.Benchmarks.Corpora;
using Amp.Benchmarks.Reading;

namespace Amp.Benchmarks.Comparing;

/// <summary>All methods over one corpus, in rounds.</summary>
/// <remarks>
/// Rounds are interleaved: a round runs each method once, and the next round begins with another. What the machine does
/// meanwhile falls on all alike.
/// </remarks>
internal sealed class Race
{
    private readonly List<MethodRuns> _runs = [];
    private readonly List<Func<Task>> _passes = [];

    /// <summary>Sets the methods up.</summary>
    /// <param name="corpus">What they read.</param>
    /// <param name="node">Node's process; null when there is no Node.</param>
    public Race(Corpus corpus, NodeReadLine? node)
    {
        Corpus = corpus;
        foreach (var method in ReadMethods.InProcess.Select(ReadMethods.Create))
        {
            Add(new(method.Name, method.Depth), runs => PassAsync(method, runs));
        }

        if (node is not null)
        {
            Add(new(ReadMethods.Node, TallyDepth.Text), runs => PassAsync(node, runs));
        }
    }

    public Corpus Corpus { get; }

    public IReadOnlyList<MethodRuns> Runs => _runs;

    /// <summary>Makes passes that do not count.</summary>
    public async Task WarmUpAsync(int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            await RunAsync(1);

            // The JIT compiles in the background, and waits for 100 ms without new methods before it does.
            await Task.Delay(200);
        }

        foreach (var runs in _runs)
        {
            runs.Milliseconds.Clear();
            runs.Allocated.Clear();
        }
    }

    public async Task RunAsync(int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < _passes.Count; i++)
            {
                await _passes[(i + round) % _passes.Count]();
            }
        }
    }

    private void Add(MethodRuns runs, Func<MethodRuns, Task> pass)
    {
        _runs.Add(runs);
        _passes.Add(() => runs.Stopped is null ? pass(runs) : Task.CompletedTask);
    }

    private async Task PassAsync(ReadMethod method, MethodRuns runs)
    {
        // One method's garbage is not collected on another's time.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var start = Stopwatch.GetTimestamp();
        try
        {
            runs.Tally = await method.ReadAsync(new MemoryStream(Corpus.Bytes));
        }
#pragma warning disable CA1031 // Whatever stops a method on somebody's corpus is a result: the row says so.
        catch (Exception e)
#pragma warning restore CA1031
        {
            runs.Stopped = e.GetType().Name;
            return;
        }

        runs.Milliseconds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        runs.Allocated.Add(GC.GetTotalAllocatedBytes(precise: true) - allocated);
    }

    private async Task PassAsync(NodeReadLine node, MethodRuns runs)
    {
        try
        {
            (var time, runs.Tally) = await node.ReadAsync(Corpus.Path);
            runs.Milliseconds.Add(time.TotalMilliseconds);
        }
        catch (InvalidDataException e)
        {
            runs.Stopped = e.Message[..Math.Min(e.Message.Length, 24)];
        }
    }
}
