using System.Collections.Concurrent;
using System.Text.Json;
using Amp.Client;
using Amp.Conformance.Tests.Matrix;
using Amp.Conformance.Tests.Sandboxes;
using Amp.Conformance.Tests.Skipping;

namespace Amp.Conformance.Tests;

/// <summary>The application decides on tool calls while the CLI waits.</summary>
public sealed class PermissionCallbackTests
{
    [ConformanceTheory]
    [EachCli]
    public async Task What_the_application_allows_runs(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        var asked = new ConcurrentQueue<AmpPermissionRequest>();

        var result = await sandbox.Client.RunIterationAsync("@@tool", Asking(asked, _ => AmpPermissionDecision.Allow()));

        Assert.False(result.IsError, result.Error);
        var call = Assert.Single(result.ToolCalls);
        Assert.Equal(0, call.ExitCode);
        var request = Assert.Single(asked);
        Assert.Equal(("Bash", call.Id, "echo hi; ls"), (request.Tool, request.ToolUseId, request.FindText("cmd")));
        Assert.Equal(result.ThreadId, request.Thread);
        Assert.Equal(sandbox.WorkingDirectory, request.WorkingDirectory);
        Assert.True(await sandbox.IsEmptyAsync());
    }

    [ConformanceTheory]
    [EachCli("No.")]
    [EachCli("Not today: \"ä€😀\"\n  second line, with blanks at the end  \n\t")]
    public async Task What_it_rejects_does_not_run_and_the_model_is_told_why_byte_for_byte(string cli, string reason)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);

        var result = await sandbox.Client.RunIterationAsync("@@perm", new() { OnPermission = (_, _) => Task.FromResult(AmpPermissionDecision.Reject(reason)) });

        Assert.False(result.IsError, result.Error);
        var call = Assert.Single(result.ToolCalls);
        Assert.True(call.IsError);
        Assert.Equal(reason, call.Content);
        Assert.False(File.Exists(Path.Combine(sandbox.WorkingDirectory, "perm.out")));
        var told = sandbox.ModelCalls.SelectMany(model => model.Messages).SelectMany(message => message.ToolResults).Select(answer => JsonElement.Parse(answer.Content)[0].GetProperty("text").GetString()).Distinct();
        Assert.Equal([$"<error>{reason}</error>"], told);
    }

    [ConformanceTheory]
    [EachCli]
    public async Task Each_of_parallel_calls_has_its_own_decision(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        var asked = new ConcurrentQueue<AmpPermissionRequest>();

        var result = await sandbox.Client.RunIterationAsync(
            "@@parallel",
            Asking(asked, request => request.FindText("cmd") == "echo B" ? AmpPermissionDecision.Reject("Not B.") : AmpPermissionDecision.Allow()));

        Assert.False(result.IsError, result.Error);
        Assert.Equal(3, asked.Count);
        Assert.Equal(result.ToolCalls.Select(call => call.Id).Order(), asked.Select(request => request.ToolUseId).Order());
        Assert.Equal([false, true, false], result.ToolCalls.Select(call => call.IsError));
        Assert.Equal("Not B.", result.ToolCalls[1].Content);
    }

    [ConformanceTheory]
    [EachCli]
    public async Task An_input_of_400_kilobytes_arrives_whole(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        var asked = new ConcurrentQueue<AmpPermissionRequest>();

        var result = await sandbox.Client.RunIterationAsync("@@permbig", Asking(asked, _ => AmpPermissionDecision.Allow()));

        Assert.False(result.IsError, result.Error);
        var content = Assert.Single(asked).FindText("content");
        Assert.Equal(string.Concat(Enumerable.Repeat("é\n", 100_000)), content);
        Assert.Equal(content, await File.ReadAllTextAsync(Path.Combine(sandbox.WorkingDirectory, "perm-big.txt")));
    }

    [ConformanceTheory]
    [EachCli]
    public async Task A_sub_agents_calls_are_decided_on_too(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        var asked = new ConcurrentQueue<AmpPermissionRequest>();

        var result = await sandbox.Client.RunIterationAsync("@@permsub", Asking(asked, _ => AmpPermissionDecision.Allow()));

        Assert.False(result.IsError, result.Error);
        Assert.Equal(["Bash", "Task"], asked.Select(request => request.Tool).Order());
        var sub = asked.Single(request => request.Tool == "Bash");
        Assert.Equal("echo from-sub", sub.FindText("cmd"));

        // January alone tells.
        Assert.Equal(cli == CliMatrix.January ? true : null, sub.IsSubagent);
        Assert.Null(asked.Single(request => request.Tool == "Task").IsSubagent);
    }

    private static AmpRunOptions Asking(ConcurrentQueue<AmpPermissionRequest> asked, Func<AmpPermissionRequest, AmpPermissionDecision> decide) => new()
    {
        OnPermission = (request, _) =>
        {
            asked.Enqueue(request);
            return Task.FromResult(decide(request));
        },
    };
}
