using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Amp.Client;
using Amp.Conformance.Tests.Matrix;
using Amp.Conformance.Tests.Sandboxes;
using Amp.Conformance.Tests.Skipping;

namespace Amp.Conformance.Tests;

/// <summary>The application decides on tool calls while the CLI waits.</summary>
public sealed class PermissionCallbackTests
{
    /// <summary>How long a handler thinks, longer than the clocks of the run: <c>AMP_PERMISSION_PAUSE</c>, in seconds.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(int.Parse(Environment.GetEnvironmentVariable("AMP_PERMISSION_PAUSE") ?? "6", CultureInfo.InvariantCulture));

    [ConformanceTheory]
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
    public async Task Each_of_parallel_calls_has_its_own_decision_and_takes_its_time(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        await using var client = sandbox.CreateClient(options => options.IdleTimeout = options.ToolTimeout = Pause);
        var asked = new ConcurrentQueue<AmpPermissionRequest>();

        var result = await client.RunIterationAsync("@@parallel", new()
        {
            OnPermission = async (request, cancellationToken) =>
            {
                asked.Enqueue(request);
                await Task.Delay(request.FindText("cmd") is "echo B" ? Pause + TimeSpan.FromSeconds(1) : TimeSpan.Zero, cancellationToken);
                return request.Tool is "Read" ? throw new InvalidOperationException("not for the agent") : request.FindText("cmd") is "echo B" ? AmpPermissionDecision.Reject("Not B.") : AmpPermissionDecision.Allow();
            },
        });

        Assert.False(result.IsError, result.Error);
        Assert.Equal(result.ToolCalls.Select(call => call.Id).Order(), asked.Select(request => request.ToolUseId).Order());
        Assert.All(asked, request => Assert.Equal((result.ThreadId, sandbox.WorkingDirectory), (request.Thread, request.WorkingDirectory)));
        Assert.Equal(0, result.ToolCalls[0].ExitCode);
        Assert.Equal(["Not B.", "The application's permission handler failed, so this tool call was rejected."], result.ToolCalls.Skip(1).Select(call => call.Content));
        Assert.True(await sandbox.IsEmptyAsync());
    }

    [ConformanceTheory(UnixOnly = true)]
    [EachCli]
    public async Task A_host_that_is_killed_while_somebody_is_asked_leaves_nothing_running(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        using var host = StartHost(sandbox);
        while (await host.StandardOutput.ReadLineAsync() is { } line && !line.StartsWith("The agent wants to use Bash", StringComparison.Ordinal))
        {
        }

        Assert.True(ProcessTable.AnyWithArgument("AmpBroker.dll"));
        Assert.False(host.HasExited);
        host.Kill(entireProcessTree: false);

        Assert.True(await sandbox.IsEmptyAsync());
        Assert.False(File.Exists(Path.Combine(sandbox.WorkingDirectory, "perm.out")));
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

    private static Process StartHost(Sandbox sandbox)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "..", "..", "HumanInTheLoop", Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)), "HumanInTheLoop.dll");
        var start = new ProcessStartInfo("dotnet", [program, "@@perm"]) { WorkingDirectory = sandbox.WorkingDirectory, RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var (name, value) in sandbox.Environment)
        {
            start.Environment[name] = value;
        }

        start.Environment["AMP_CLI_PATH"] = sandbox.CliPath;
        start.Environment["AMP_URL"] = sandbox.Service.Url.GetLeftPart(UriPartial.Authority);
        start.Environment["AMP_API_KEY"] = sandbox.ApiKey;
        return Process.Start(start)!;
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
