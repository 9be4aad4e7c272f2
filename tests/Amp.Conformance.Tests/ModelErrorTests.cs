using Amp.Client;
using Amp.Conformance.Tests.Matrix;
using Amp.Conformance.Tests.Sandboxes;
using Amp.Conformance.Tests.Skipping;

namespace Amp.Conformance.Tests;

/// <summary>The model answers with an error over HTTP.</summary>
public sealed class ModelErrorTests
{
    [ConformanceTheory]
    [EachCli("e400", AmpErrorKind.Other)]
    [EachCli("e401", AmpErrorKind.Unauthorized)]
    [EachCli("e402", AmpErrorKind.PaymentRequired)]
    [EachCli("e403", AmpErrorKind.Unauthorized)]
    [EachCli("e413", AmpErrorKind.ContextLimit)]
    [EachCli("ctx", AmpErrorKind.ContextLimit)]
    [EachCli("e429", AmpErrorKind.RateLimited)]
    [EachCli("e500", AmpErrorKind.Other)]
    [EachCli("e529", AmpErrorKind.Overloaded)]
    public async Task A_refused_model_call_is_a_result_of_its_kind(string cli, string scenario, AmpErrorKind kind)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);

        var result = await sandbox.Client.RunIterationAsync($"@@{scenario}");

        Assert.True(result.IsError);
        Assert.True(kind == result.ErrorKind, $"{result.ErrorKind}: {result.Error}");
        Assert.NotNull(result.Error);
        Assert.Null(result.Text);
        Assert.NotNull(result.ThreadId);
        Assert.Single(sandbox.ModelCalls);   // none of them is tried again
    }
}
