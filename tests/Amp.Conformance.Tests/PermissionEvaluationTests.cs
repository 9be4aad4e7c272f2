using System.Globalization;
using Amp.Conformance.Tests.Matrix;
using Amp.Conformance.Tests.Sandboxes;
using Amp.Conformance.Tests.Skipping;
using Amp.ServiceStandIn;

namespace Amp.Conformance.Tests;

/// <summary>The client judges tool calls by rules as the CLI does.</summary>
public sealed class PermissionEvaluationTests
{
    [ConformanceTheory]
    [EachCli]
    public async Task X(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        var every = int.Parse(Environment.GetEnvironmentVariable("EVERY") ?? "10", CultureInfo.InvariantCulture);
        var offset = int.Parse(Environment.GetEnvironmentVariable("OFFSET") ?? "0", CultureInfo.InvariantCulture);
        var cases = PermissionCase.All.Where((_, i) => i % every == offset).ToList();
        if (Environment.GetEnvironmentVariable("CASES") is { } file)
        {
            cases = [.. File.ReadLines(file).Select(l => l.Split('\t')).Select(f => new PermissionCase(f[1], f[2].Length == 0 ? null : f[2], f[0]))];
        }

        var rules = $$"""[{{string.Join(',', cases.Select((one, i) => one.ToRule(i)))}},{"tool":"*","action":"reject","message":"none"}]""";
        sandbox.Service.Scenarios.Add(new Scenario("cases", new Turn([.. cases.Select((one, i) => new UseTool("Bash", one.ToInput(i)))]), Turn.Says("Done.")));

        // Past the client's own checks.
        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(sandbox.Home, ".config", "amp")).FullName, "settings.json"), $$"""{"amp.permissions":{{rules}}}""");

        var result = await sandbox.Client.RunIterationAsync("@@cases");

        Assert.False(result.IsError, result.Error);
        Assert.Equal(cases.Count, result.ToolCalls.Count);
        File.WriteAllLines($"/tmp/perm-probe/out.{cli}.{every}.{offset}", cases.Select((one, i) => $"{result.ToolCalls[i].Content}\t{one.Tool}\t{one.Pattern}\t{one.Value}"));
    }
}
