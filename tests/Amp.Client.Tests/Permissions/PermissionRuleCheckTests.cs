using System.Text.Json;
using Amp.Client.Permissions;

namespace Amp.Client.Tests.Permissions;

/// <summary>What the CLI drops is found before the run; the expectations are what <c>amp permissions test</c> of three versions says.</summary>
public sealed class PermissionRuleCheckTests
{
    [Theory]
    [InlineData("""{"tool":"Bash","action":"allow"}""")]
    [InlineData("""{"tool":"mcp__*","action":"ask"}""")]
    [InlineData("""{"tool":"Bash","action":"reject","message":"No."}""")]
    [InlineData("""{"tool":"Bash","action":"delegate","to":"/usr/bin/decide"}""")]
    [InlineData("""{"tool":"Bash","action":"reject","context":"thread"}""")]
    [InlineData("""{"tool":"Bash","action":"reject","context":"subagent"}""")]
    [InlineData("""{"tool":"Bash","action":"reject","matches":{}}""")]
    [InlineData("""{"tool":"Bash","action":"reject","matches":{"cmd":"git *"}}""")]
    [InlineData("""{"tool":"Bash","action":"reject","matches":{"cmd":["git *","/^rm /"]}}""")]
    [InlineData("""{"tool":"Bash","action":"reject","matches":{"a":1,"b":true,"c":null}}""")]
    [InlineData("""{"tool":"Bash","action":"reject","unknown":1}""")]
    public void What_the_CLI_takes_is_taken(string rule) => Assert.Empty(Check($"[{rule}]"));

    [Theory]
    [InlineData("""{"tool":"Bash","action":"deny"}""", "'action' must be allow, reject, ask or delegate, but is 'deny'")]
    [InlineData("""{"tool":"Bash","action":"Reject"}""", "'action'")]
    [InlineData("""{"tool":"Bash"}""", "but is missing")]
    [InlineData("""{"tool":"Bash","action":"delegate"}""", "needs 'to'")]
    [InlineData("""{"tool":"Bash","action":"delegate","to":""}""", "needs 'to'")]
    [InlineData("""{"tool":"Bash","action":"allow","to":"/bin/true"}""", "'to' goes with the action delegate only")]
    [InlineData("""{"tool":"Bash","action":"allow","message":"m"}""", "'message' goes with the action reject only")]
    [InlineData("""{"tool":"Bash","action":"reject","message":3}""", "'message' must be text")]
    [InlineData("""{"tool":"","action":"reject"}""", "'tool'")]
    [InlineData("""{"action":"reject"}""", "'tool'")]
    [InlineData("""{"tool":5,"action":"reject"}""", "a number")]
    [InlineData("""{"tool":"Bash","action":"reject","context":"nosuch"}""", "'context' must be thread or subagent")]
    [InlineData("""{"tool":"Bash","action":"reject","matches":"x"}""", "'matches' must be an object")]
    [InlineData("""{"tool":"Bash","action":"reject","matches":["x"]}""", "'matches' must be an object")]
    [InlineData("""{"tool":"Bash","action":"reject","matches":{"a":[]}}""", "at least one pattern")]
    [InlineData("""{"tool":"Bash","action":"reject","matches":{"a":"/(/"}}""", "does not compile")]
    [InlineData("\"Bash\"", "expected an object")]
    [InlineData("null", "expected an object, found null")]
    public void What_the_CLI_drops_is_found_and_named(string rule, string problem)
    {
        var found = Assert.Single(Check($$"""[{"tool":"ok","action":"allow"},{{rule}}]"""));

        Assert.Equal(1, found.Index);
        Assert.Contains(problem, found.Problem, StringComparison.Ordinal);
        Assert.StartsWith("rule 1: ", found.ToString(), StringComparison.Ordinal);
    }

    private static IReadOnlyList<AmpPermissionRuleProblem> Check(string rules) => PermissionRuleCheck.Check(JsonElement.Parse(rules));
}
