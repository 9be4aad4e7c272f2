using Amp.Testing;

namespace Amp.Client.Tests.Runs;

/// <summary>Counts what the whole process holds, so nothing else may run beside it.</summary>
[Collection(nameof(LeakTests))]
[CollectionDefinition(nameof(LeakTests), DisableParallelization = true)]
public sealed class LeakTests
{
    [Fact(Timeout = 3 * ScriptedRun.Limit)]
    public async Task Two_hundred_runs_at_once_leave_no_process_no_descriptor_and_no_file()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;   // descriptors are counted in /proc
        }

        await using var run = ScriptedRun.Playing(AmpScript.New.Says("${prompt}").ThenSucceeds(), options => options.MaxConcurrentRuns = 200);
        await run.Client.RunIterationAsync("the first one opens what is kept open: the guard's pipe, the runtime's own");
        var (descriptors, files) = (Descriptors(), TemporaryFiles());

        var texts = await Task.WhenAll(Enumerable.Range(0, 200).Select(async i => (await run.Client.RunIterationAsync($"number {i}")).Text));

        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"number {i}"), texts);
        run.AssertNothingIsLeft();

        // The runtime may open one or two of its own meanwhile; a leak would be one or more for each run.
        Assert.True(SpinWait.SpinUntil(() => Descriptors() < descriptors + 10, TimeSpan.FromSeconds(10)), $"{descriptors} descriptors before, {Descriptors()} after");
        Assert.Empty(TemporaryFiles().Except(files));
    }

    private static int Descriptors()
    {
        // What a run no longer uses may wait for a finaliser, but must not outlive it.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Directory.GetFileSystemEntries("/proc/self/fd").Length;
    }

    // Only what the SDK itself would make: the machine is not ours alone.
    private static List<string> TemporaryFiles() => [.. Directory.GetFileSystemEntries(Path.GetTempPath(), "amp*").Where(path => !Path.GetFileName(path).StartsWith("amp-", StringComparison.Ordinal))];
}
