using Amp.Client;
using Amp.Conformance.Tests.Matrix;
using Amp.Conformance.Tests.Sandboxes;
using Amp.Conformance.Tests.Skipping;

namespace Amp.Conformance.Tests;

/// <summary>Threads are gone on with.</summary>
public sealed class ThreadTests
{
    [ConformanceTheory]
    [EachCli]
    public async Task A_continued_thread_keeps_its_id_and_gives_the_model_its_history(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        var first = await sandbox.Client.RunIterationAsync("@@hello to begin with");

        var second = await sandbox.Client.ContinueThreadAsync(first.ThreadId!.Value, "@@tool to go on", Sandbox.AllowAll);

        Assert.False(second.IsError, second.Error);
        Assert.Equal(first.ThreadId, second.ThreadId);
        Assert.Equal("Done: I ran the command.", second.Text);
        Assert.Single(second.ToolCalls);

        var history = sandbox.ModelCalls[^1];
        Assert.Contains("@@hello to begin with", history.UserTexts);
        Assert.Contains("@@tool to go on", history.UserTexts);
        Assert.Contains(history.Messages, message => !message.IsUser && message.Texts.Contains("Hello from the fake model."));
    }

    [ConformanceTheory]
    [EachCli]
    public async Task A_thread_of_another_machine_is_fetched_from_the_service(string cli)
    {
        await using var here = await Sandbox.CreateAsync(cli);
        await using var there = await Sandbox.CreateAsync(cli);
        var first = await there.Client.RunIterationAsync("@@hello from elsewhere");

        var second = await here.Client.ContinueThreadAsync(first.ThreadId!.Value, "@@hello again");

        Assert.False(second.IsError, second.Error);
        Assert.Equal(first.ThreadId, second.ThreadId);
        Assert.Contains("@@hello from elsewhere", here.ModelCalls[^1].UserTexts);
    }

    [ConformanceTheory]
    [EachCli]
    public async Task An_unknown_thread_is_a_process_exception_and_no_model_is_asked(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);

        var e = await Assert.ThrowsAsync<AmpProcessException>(
            () => sandbox.Client.ContinueThreadAsync($"T-{Guid.CreateVersion7()}", "@@hello"));

        Assert.Equal(1, e.ExitCode);
        Assert.Empty(sandbox.ModelCalls);
    }
}
