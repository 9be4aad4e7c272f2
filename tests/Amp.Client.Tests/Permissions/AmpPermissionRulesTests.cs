using Amp.Streaming;

namespace Amp.Client.Tests.Permissions;

/// <summary>The forms of rules: built, JSON, and the CLI's text. What the CLI prints and takes was recorded from <c>permissions list</c> and <c>permissions edit</c> of 0.0.1774569934.</summary>
public sealed class AmpPermissionRulesTests
{
    private static readonly AmpPermissionRules Rules = AmpPermissionRules.Empty
        .Reject("Bash").When("cmd", "rm *")
        .Allow("Bash").When("cmd", "a", "b c", "it's", "say \"x\"")
        .Ask("Bash").When("n", 5).When("b", true).When("z", AmpPermissionPattern.Null).When("o", AmpPermissionPattern.Members(new Dictionary<string, AmpPermissionPattern> { ["k"] = "v*" }))
        .Delegate("mcp__*", "/p/a b").In(AmpPermissionContext.Subagent)
        .Reject("Read", "don't do it\nplease").In(AmpPermissionContext.Thread)
        .Allow("my tool")
        .Allow("Bash").When("p", "$HOME `x` \\ back").When("q", "5").When("e", "");

    private const string Text = """
        reject Bash --cmd 'rm *'
        allow Bash --cmd a --cmd 'b c' --cmd 'it\'s' --cmd 'say "x"'
        ask Bash --n 5 --b true --z null --o.k 'v*'
        delegate --to '/p/a b' --context subagent 'mcp__*'
        reject --message 'don\'t do it
        please' --context thread Read
        allow 'my tool'
        allow Bash --p '$HOME `x` \ back' --q '5' --e ''

        """;

    private const string Json =
        """[{"tool":"Bash","action":"reject","matches":{"cmd":"rm *"}},{"tool":"Bash","action":"allow","matches":{"cmd":["a","b c","it's","say \"x\""]}},"""
        + """{"tool":"Bash","action":"ask","matches":{"n":5,"b":true,"z":null,"o":{"k":"v*"}}},{"tool":"mcp__*","action":"delegate","context":"subagent","to":"/p/a b"},"""
        + """{"tool":"Read","action":"reject","context":"thread","message":"don't do it\nplease"},{"tool":"my tool","action":"allow"},"""
        + """{"tool":"Bash","action":"allow","matches":{"p":"$HOME `x` \\ back","q":"5","e":""}}]""";

    [Fact]
    public void Rules_are_written_as_the_CLI_prints_them_and_read_back()
    {
        Assert.Equal(Text, Rules.ToText());
        Assert.Equal(Rules.ToJson(), AmpPermissionRules.FromText(Text).ToJson());
    }

    [Fact]
    public void Rules_are_written_as_JSON_and_read_back()
    {
        Assert.True(System.Text.Json.JsonElement.DeepEquals(RawJson.Parse(Json).Element, RawJson.Parse(Rules.ToJson()).Element), Rules.ToJson());
        Assert.Equal(Rules.ToJson(), AmpPermissionRules.FromJson(Json).ToJson());
    }

    [Theory]
    [InlineData("allow T --v a --v 5 --v true", """{"v":["a","5","true"]}""")]
    [InlineData("allow T --n 5.50 --n 6", """{"n":[5.5,"6"]}""")]
    [InlineData("allow T --p \"true\" --q '5' --r 007 --s -5 --t 1e3 --u .5 --v null", """{"p":"true","q":"5","r":7,"s":-5,"t":1000,"u":".5","v":null}""")]
    [InlineData(@"allow T --a 'a\\b' --b 'a\nb' --c ""\d\\d""", """{"a":"a\\\\b","b":"a\\nb","c":"\\d\\\\d"}""")]
    [InlineData("allow T --a.b.c x --a.b.d y  # and so on", """{"a":{"b":{"c":"x","d":"y"}}}""")]
    [InlineData("allow T --to x --context y", """{"to":"x","context":"y"}""")]
    [InlineData("allow T --v * --w -a", """{"v":"*","w":"-a"}""")]
    public void Text_means_what_the_CLI_takes_it_for(string text, string matches) =>
        Assert.Equal($$"""[{"tool":"T","action":"allow","matches":{{matches}}}]""", AmpPermissionRules.FromText(text).ToJson());

    [Theory]
    [InlineData("allow Bash\nAllow Bash", "line 2, column 1: 'Allow' is no action")]
    [InlineData("allow", "line 1, column 1: the tool's name is missing")]
    [InlineData("allow T --v", "column 9: --v has no value")]
    [InlineData("allow T --v a/b", "column 14: '/' must stand in quotes")]
    [InlineData("allow T --v 'abc", "column 13: the quote has no end")]
    [InlineData("delegate T", "delegate needs --to")]
    [InlineData("allow --message x T", "allow takes no --message")]
    [InlineData("allow T U", "expected an argument such as --cmd, found 'U'")]
    [InlineData("reject --message 'a\nb' T\n\nfoo T", "line 4, column 1")]
    public void Text_that_is_wrong_is_refused_with_its_place(string text, string problem) =>
        Assert.Contains(problem, Assert.Throws<FormatException>(() => AmpPermissionRules.FromText(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_malformed_rule_is_named_by_its_place_and_field()
    {
        var problems = AmpPermissionRules.Check("""[{"tool":"a","action":"allow"},{"tool":"a","action":"deny"},{"tool":"a","action":"reject","matches":{"x":[]}},5]""");

        Assert.Equal([(1, "action"), (2, "matches.x"), (3, null)], problems.Select(problem => (problem.Index, problem.Field)));
        Assert.Contains("rule 1: 'action'", Assert.Throws<AmpConfigurationException>(() => AmpPermissionRules.FromJson("""[{"tool":"a","action":"allow"},{"tool":"a","action":"deny"}]""")).Message, StringComparison.Ordinal);
        Assert.Throws<AmpConfigurationException>(() => AmpPermissionRule.Create("Bash", AmpPermissionAction.Delegate));
    }

    [Fact]
    public void The_first_rule_that_matches_decides()
    {
        var rules = AmpPermissionRules.Empty.Reject("Bash").When("cmd", "rm *").In(AmpPermissionContext.Subagent).Allow("B*").When("cmd", "/^rm /").Ask("*");

        Assert.Equal(1, rules.Evaluate("Bash", RawJson.Parse("""{"cmd":"rm x"}""")).Index);
        Assert.Equal(AmpPermissionAction.Reject, rules.Evaluate("Bash", RawJson.Parse("""{"cmd":"rm x"}"""), AmpPermissionContext.Subagent).Action);
        Assert.Equal(2, rules.Evaluate("Read", RawJson.Parse("{}")).Index);
        Assert.Null(AmpPermissionRules.Empty.Evaluate("Read", RawJson.Parse("{}")).Action);
    }
}
