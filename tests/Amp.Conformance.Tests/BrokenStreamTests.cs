using Amp.Client;
using Amp.Conformance.Tests.Matrix;
using Amp.Conformance.Tests.Sandboxes;
using Amp.Conformance.Tests.Skipping;

namespace Amp.Conformance.Tests;

/// <summary>The model begins to answer, and then something breaks.</summary>
public sealed class BrokenStreamTests
{
    [ConformanceTheory]
    [EachCli("overloaded", AmpErrorKind.Overloaded)]
    [EachCli("garbage", AmpErrorKind.Network)]
    [EachCli("garbagesse", AmpErrorKind.Other)]
    [EachCli("cut", AmpErrorKind.Network)]
    public async Task A_broken_answer_is_a_result_of_its_kind(string cli, string scenario, AmpErrorKind kind)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);

        var result = await sandbox.Client.RunIterationAsync($"@@{scenario}");

        Assert.True(result.IsError);
        Assert.True(kind == result.ErrorKind, $"{result.ErrorKind}: {result.Error}");
        Assert.NotNull(result.ThreadId);
    }

    [ConformanceTheory]
    [EachCli("hang")]
    [EachCli("silent", Except = CliMatrix.March)]   // two are enough: each costs the whole limit
    public async Task An_answer_that_never_comes_ends_by_the_runs_own_clock(string cli, string scenario)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);

        var e = await Assert.ThrowsAsync<AmpTimeoutException>(
            () => sandbox.Client.RunIterationAsync($"@@{scenario}", new AmpRunOptions { Timeout = TimeSpan.FromSeconds(5) }));

        Assert.Equal(AmpClock.Total, e.Clock);
        Assert.True(await sandbox.IsEmptyAsync());
    }
}
