using Amp.Client;
using Amp.Conformance.Tests.Matrix;
using Amp.Conformance.Tests.Sandboxes;
using Amp.Conformance.Tests.Skipping;

namespace Amp.Conformance.Tests;

/// <summary>The CLI hangs for ever in each of these; a run does not.</summary>
public sealed class HangTests
{
    [ConformanceTheory]
    [EachCli("refusal", AmpErrorKind.Refused, Except = CliMatrix.Given)]
    [EachCli("maxtokens", AmpErrorKind.MaxTokens, Except = CliMatrix.Given)]
    public async Task An_answer_that_breaks_off_ends_the_run_with_its_reason_where_the_CLI_keeps_one(string cli, string scenario, AmpErrorKind kind)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);

        var result = await sandbox.Client.RunIterationAsync($"@@{scenario}");

        // April keeps its threads at the service: there is no file to read the reason from.
        Assert.Equal(cli is CliMatrix.January or CliMatrix.March ? kind : AmpErrorKind.Other, result.ErrorKind);
        Assert.InRange(result.WallDuration, TimeSpan.Zero, TimeSpan.FromSeconds(60));
        Assert.True(await sandbox.IsEmptyAsync());
    }

    [ConformanceFact]
    public async Task In_January_a_tool_that_needs_an_approval_is_recognised_from_the_thread_file()
    {
        await using var sandbox = await Sandbox.CreateAsync(CliMatrix.January);

        var result = await sandbox.Client.RunIterationAsync("@@gitpush");

        Assert.Equal(AmpErrorKind.ApprovalRequired, result.ErrorKind);
        Assert.True(await sandbox.IsEmptyAsync());
    }

    [ConformanceTheory]
    [EachCli(Except = CliMatrix.Given)]
    public async Task The_model_and_the_credits_are_told_as_far_as_the_CLI_writes_them_down(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);

        var result = await sandbox.Client.RunIterationAsync("@@hello");

        Assert.Equal(cli is CliMatrix.January or CliMatrix.March, result.Model?.StartsWith("claude", StringComparison.Ordinal) ?? false);
        Assert.Equal(cli is CliMatrix.January, result.Credits is not null);
    }
}
