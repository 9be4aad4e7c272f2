using System.Globalization;
using System.Text.Json;
using Amp.Client;
using Amp.Conformance.Tests.Matrix;
using Amp.Conformance.Tests.Sandboxes;
using Amp.Conformance.Tests.Skipping;
using Amp.ServiceStandIn;
using Amp.Streaming;

namespace Amp.Conformance.Tests;

/// <summary>The client judges tool calls by rules as the CLI does: both are given the same pairs of rule and call, in real runs.</summary>
/// <remarks>
/// <c>AMP_PERMISSION_CASES=1</c> takes all of the pairs in place of each eighth (0.0.1776788459 only can: the others take minutes), and writes what the CLI said to the temporary folder: the record of
/// <c>RecordedMatchesTests</c>.
/// </remarks>
public sealed class PermissionEvaluationTests
{
    private static readonly int Every = int.Parse(Environment.GetEnvironmentVariable("AMP_PERMISSION_CASES") ?? "8", CultureInfo.InvariantCulture);

    [ConformanceTheory]
    [EachCli]
    public async Task A_rule_matches_a_call_when_it_does_in_a_run_of_the_CLI(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        var cases = PermissionCase.All.Where((_, i) => i % Every == 0).ToList();
        var rules = $$"""[{{string.Join(',', cases.Select((one, i) => one.ToRule(i)))}},{"tool":"*","action":"reject","message":"none"}]""";
        sandbox.Service.Scenarios.Add(new Scenario("cases", new Turn([.. cases.Select((one, i) => new UseTool("Bash", one.ToInput(i)))]), Turn.Says("Done.")));

        var result = await sandbox.Client.RunIterationAsync("@@cases", new() { Settings = new AmpSettings().With("amp.permissions", rules) });

        Assert.False(result.IsError, result.Error);
        Assert.Equal(cases.Count, result.ToolCalls.Count);
        var ours = AmpPermissionRules.FromJson(rules);
        var different = cases.Where((one, i) => ours.Evaluate("Bash", RawJson.Parse(one.ToInput(i))).Rule!.Message != result.ToolCalls[i].Content);
        Assert.Empty(different);
        if (Every == 1)
        {
            await File.WriteAllLinesAsync(Path.Combine(Path.GetTempPath(), $"matches-{cli}.tsv"), cases.Select((one, i) => $"{result.ToolCalls[i].Content}\t{one.Tool}\t{one.Pattern}\t{one.Value}"));
        }
    }

    [ConformanceTheory]
    [EachCli]
    public async Task The_built_in_rules_decide_on_commands_as_they_do_by_the_clients_evaluation(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        var builtIn = await sandbox.Client.Commands.ListPermissionsAsync(builtIn: true);
        var rules = AmpPermissionRules.FromJson($"[{string.Join(',', builtIn.Select(entry => entry.Json))}]");

        // Each in the place of one that only says which it is, so that nothing runs.
        var telling = rules.Select((rule, index) => rule with { Action = AmpPermissionAction.Reject, Message = $"{index}" }).ToList();
        sandbox.Service.Scenarios.Add(new Scenario("builtin", new Turn([.. PermissionCase.Commands.Select(command => UseTool.Bash(command))]), Turn.Says("Done.")));

        var result = await sandbox.Client.RunIterationAsync("@@builtin", new() { Settings = new() { Permissions = telling } });

        Assert.False(result.IsError, result.Error);
        Assert.Equal(
            PermissionCase.Commands.Select(command => $"{rules.Evaluate("Bash", ToInput(command)).Index} {command}"),
            result.ToolCalls.Select((call, i) => $"{call.Content} {PermissionCase.Commands[i]}"));
        foreach (var command in new[] { "git push origin main", "ls -l" })
        {
            // And the command that is there for this says the same, of the rule where it stands.
            var verdict = await sandbox.Client.Commands.TestPermissionAsync("Bash", new Dictionary<string, string> { ["cmd"] = command });
            Assert.Equal((rules.Evaluate("Bash", ToInput(command)).Action, rules.Evaluate("Bash", ToInput(command)).Index), (verdict.Action, verdict.EntryIndex));
        }
    }

    private static RawJson ToInput(string command) => RawJson.Parse($$"""{"cmd":"{{JsonEncodedText.Encode(command)}}"}""");
}
