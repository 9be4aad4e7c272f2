using Amp.Conformance.Tests.Matrix;
using Amp.Conformance.Tests.Sandboxes;
using Amp.Conformance.Tests.Skipping;

namespace Amp.Conformance.Tests;

/// <summary>The agent calls tools.</summary>
public sealed class ToolTests
{
    [ConformanceTheory]
    [EachCli]
    public async Task A_tool_runs_in_the_working_directory_and_its_answer_reaches_the_model(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);

        var result = await sandbox.Client.RunIterationAsync("@@tool", Sandbox.AllowAll);

        Assert.False(result.IsError, result.Error);
        Assert.Equal("Done: I ran the command.", result.Text);
        var call = Assert.Single(result.ToolCalls);
        Assert.Equal(("Bash", "echo hi; ls"), (call.Name, call.Input.Element.GetProperty("cmd").GetString()));
        Assert.Equal((false, 0), (call.IsError, call.ExitCode));
        Assert.Contains(@"hi\na.txt\n", call.Content, StringComparison.Ordinal);
        Assert.Equal(2, result.Turns);
        Assert.Equal(40, result.Usage?.OutputTokens);

        var answered = sandbox.ModelCalls[^1].Messages[^1];
        Assert.Contains(@"hi\na.txt\n", Assert.Single(answered.ToolResults).Content, StringComparison.Ordinal);
    }

    [ConformanceTheory]
    [EachCli]
    public async Task Tools_called_together_are_told_apart(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);

        var result = await sandbox.Client.RunIterationAsync("@@parallel", Sandbox.AllowAll);

        Assert.False(result.IsError, result.Error);
        Assert.Collection(
            result.ToolCalls,
            a => Assert.Contains(@"""A\n""", a.Content, StringComparison.Ordinal),
            b => Assert.Contains(@"""B\n""", b.Content, StringComparison.Ordinal),
            c => Assert.Contains("1: hello", c.Content, StringComparison.Ordinal));
        Assert.Equal(["Bash", "Bash", "Read"], result.ToolCalls.Select(call => call.Name));
        Assert.All(result.ToolCalls, call => Assert.False(call.IsError));
    }

    [ConformanceTheory]
    [EachCli]
    public async Task A_command_that_fails_is_no_error_of_the_tool_and_shows_its_exit_code(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);

        var result = await sandbox.Client.RunIterationAsync("@@fail", Sandbox.AllowAll);

        Assert.False(result.IsError, result.Error);
        var call = Assert.Single(result.ToolCalls);
        Assert.Equal((false, 3), (call.IsError, call.ExitCode));
        Assert.Contains("err", call.Content, StringComparison.Ordinal);
    }

    [ConformanceTheory]
    [EachCli]
    public async Task A_tool_that_does_not_exist_is_an_error_of_the_call_and_not_of_the_run(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);

        var result = await sandbox.Client.RunIterationAsync("@@unknowntool", Sandbox.AllowAll);

        Assert.False(result.IsError, result.Error);
        var call = Assert.Single(result.ToolCalls);
        Assert.Equal((true, (int?)null), (call.IsError, call.ExitCode));
    }

    [ConformanceTheory]
    [EachCli]
    public async Task Files_are_made_and_changed(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);

        var result = await sandbox.Client.RunIterationAsync("@@create", Sandbox.AllowAll);

        Assert.False(result.IsError, result.Error);
        Assert.Equal("hello\nthere\n", await File.ReadAllTextAsync(Path.Combine(sandbox.WorkingDirectory, "new.txt")));
        Assert.Equal(["create_file", "edit_file"], result.ToolCalls.Select(call => call.Name));
    }

    [ConformanceTheory]
    [EachCli]
    public async Task A_sub_agent_gives_its_text_to_the_agent(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);

        var result = await sandbox.Client.RunIterationAsync("@@task", Sandbox.AllowAll);

        Assert.False(result.IsError, result.Error);
        Assert.Equal("The sub-agent finished.", result.Text);

        // January also shows what the sub-agent calls, now and then before the call that started it.
        Assert.Equal("Sub result text.", Assert.Single(result.ToolCalls, call => call.Name == "Task").Content);
    }

    [ConformanceTheory]
    [EachCli(Except = CliMatrix.January)]   // which waits for ever
    public async Task A_tool_that_needs_an_approval_ends_the_run(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);

        var result = await sandbox.Client.RunIterationAsync("@@gitpush");

        Assert.Equal(Client.AmpErrorKind.ApprovalRequired, result.ErrorKind);
    }
}
