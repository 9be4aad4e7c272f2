using System.Globalization;
using System.Text.Json;
using Amp.Client;
using Amp.Conformance.Tests.Sandboxes;
using Amp.Conformance.Tests.Skipping;

namespace Amp.Conformance.Tests;

/// <summary>The client's idea of a well-formed permission rule is today's CLI's own.</summary>
public sealed class PermissionRuleTests
{
    private const string Rules = """
        [
          {"tool":"a","action":"allow"}, {"tool":"a","action":"deny"}, {"tool":"a","action":"Reject"}, {"tool":"a"}, {"action":"reject"},
          {"tool":"","action":"reject"}, {"tool":5,"action":"reject"}, {"tool":"a","action":"delegate"}, {"tool":"a","action":"delegate","to":""},
          {"tool":"a","action":"delegate","to":"/bin/true"}, {"tool":"a","action":"allow","to":"/bin/true"}, {"tool":"a","action":"allow","message":"m"},
          {"tool":"a","action":"reject","message":"m"}, {"tool":"a","action":"reject","message":3}, {"tool":"a","action":"reject","context":"nosuch"},
          {"tool":"a","action":"reject","context":"thread"}, {"tool":"a","action":"reject","context":"subagent"}, {"tool":"a","action":"reject","unknown":1},
          {"tool":"a","action":"reject","matches":"x"}, {"tool":"a","action":"reject","matches":["x"]}, {"tool":"a","action":"reject","matches":{}},
          {"tool":"a","action":"reject","matches":{"a":[]}}, {"tool":"a","action":"reject","matches":{"a":["x",1]}},
          {"tool":"a","action":"reject","matches":{"a":1,"b":true,"c":null,"d":{"e":"f"}}}, "text", null, 5
        ]
        """;

    [ConformanceFact]
    public async Task The_client_finds_exactly_the_rules_that_the_CLI_finds_malformed()
    {
        await using var sandbox = await Sandbox.CreateNativeAsync();
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(sandbox.Home, ".config", "amp")).FullName, "settings.json");
        await File.WriteAllTextAsync(file, $$"""{"amp.permissions":{{Rules}}}""");

        var test = await RawRun.OfAsync(sandbox, "permissions", "test", "a", "--json");
        using var verdict = JsonDocument.Parse(test.Output);
        var e = await Assert.ThrowsAsync<AmpConfigurationException>(
            () => sandbox.Client.RunIterationAsync("@@hello", new() { Settings = new() { MalformedUserRules = AmpSettingsPolicy.Refuse } }));

        var theirs = verdict.RootElement.GetProperty("details").EnumerateArray()
            .Select(detail => int.Parse(detail.GetProperty("path").GetString()!.Split('.')[0], CultureInfo.InvariantCulture))
            .Distinct()
            .ToList();
        var ours = Enumerable.Range(0, JsonElement.Parse(Rules).GetArrayLength()).Where(index => e.Message.Contains($"rule {index}: ", StringComparison.Ordinal));
        Assert.NotEmpty(theirs);
        Assert.Equal(theirs, ours);
    }
}
