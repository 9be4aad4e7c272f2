using Amp.Conformance.Tests.Matrix;
using Amp.Conformance.Tests.Sandboxes;
using Amp.Conformance.Tests.Skipping;

namespace Amp.Conformance.Tests;

/// <summary>Many runs of one user at the same time.</summary>
/// <remarks>Alone on the machine: eight CLIs are enough for two processors.</remarks>
[CollectionDefinition(nameof(EightAtOnceTests), DisableParallelization = true)]
[Collection(nameof(EightAtOnceTests))]
public sealed class EightAtOnceTests
{
    [ConformanceTheory]
    [EachCli]
    public async Task Eight_runs_at_once_are_eight_threads_each_in_its_own_directory(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        var directories = Enumerable.Range(1, 8).Select(n => sandbox.AddDirectory($"work-{n}")).ToList();

        var results = await Task.WhenAll(directories.Select(directory =>
            sandbox.Client.RunIterationAsync("@@where", Sandbox.AllowAll with { WorkingDirectory = directory })));

        Assert.All(results, result => Assert.False(result.IsError, result.Error));
        Assert.All(results, result => Assert.Empty(result.MalformedLines));
        Assert.Equal(8, results.Select(result => result.ThreadId).Distinct().Count());
        Assert.All(directories.Zip(results), pair => Assert.Contains($"{pair.First}\\n", Assert.Single(pair.Second.ToolCalls).Content, StringComparison.Ordinal));
        Assert.True(await sandbox.IsEmptyAsync());
    }
}
