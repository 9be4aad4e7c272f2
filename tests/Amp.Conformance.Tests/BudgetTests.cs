using Amp.Client;
using Amp.Conformance.Tests.Matrix;
using Amp.Conformance.Tests.Sandboxes;
using Amp.Conformance.Tests.Skipping;

namespace Amp.Conformance.Tests;

/// <summary>A real CLI is stopped when its budget is used up, and its thread goes on.</summary>
public sealed class BudgetTests
{
    [ConformanceTheory(UnixOnly = true)]
    [EachCli]
    public async Task A_run_over_its_budget_is_stopped_with_its_tool_and_can_be_gone_on_with(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);

        var stopped = await sandbox.Client.RunIterationAsync("@@sleep", Sandbox.AllowAll with { Budget = new() { MaxTurns = 1 } });

        Assert.Equal((AmpErrorKind.BudgetReached, AmpBudgetLimit.Turns), (stopped.ErrorKind, stopped.StoppedBy));
        Assert.True(await sandbox.IsEmptyAsync());
        var next = await sandbox.Client.ContinueThreadAsync(stopped.ThreadId!.Value, "@@hello");
        Assert.Equal(("Hello from the fake model.", stopped.ThreadId), (next.Text, next.ThreadId));
    }
}
