using Microsoft.Extensions.AI;

namespace Amp.Extensions.AI.Tests;

/// <summary>What is refused before anything runs.</summary>
public sealed class AmpToolSetTests
{
    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("a.b")]
    [InlineData("a-b")]
    [InlineData("a__b")]
    [InlineData("_a")]
    [InlineData("a_")]
    [InlineData("ä")]
    [InlineData("a\n")]
    public void A_name_that_the_CLI_would_change_is_refused(string name)
    {
        Assert.Contains($"'{name}'", Assert.Throws<ArgumentException>(nameof(name), () => AmpTool.Create(name, "d", () => 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(nameof(name), () => new AmpToolSet(name));
    }

    [Fact]
    public void A_name_made_by_somebody_else_is_checked_when_it_is_added() =>
        Assert.Throws<ArgumentException>("function", () => new AmpToolSet { AIFunctionFactory.Create(() => 1, "get-weather", "d") });

    [Fact]
    public void A_name_that_the_CLI_would_cut_off_is_refused()
    {
        var longest = AmpTool.Create(new string('x', 53), "d", () => 1);

        Assert.Single(new AmpToolSet("app") { longest });
        var e = Assert.Throws<ArgumentException>("function", () => new AmpToolSet("apps") { longest });
        Assert.Contains("64 characters, of which the CLI takes 63", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("add")]
    [InlineData("ADD")]
    public void Two_tools_of_one_name_are_refused(string second)
    {
        AmpToolSet tools = [AmpTool.Create("add", "d", () => 1)];

        Assert.Throws<ArgumentException>("function", () => tools.Add(AmpTool.Create(second, "d", () => 2)));
        Assert.Single(tools);
    }

    [Fact]
    public void A_tool_without_a_description_is_refused() => Assert.Throws<ArgumentException>("description", () => AmpTool.Create("add", " ", () => 1));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(25)]
    public void A_time_limit_is_more_than_zero_and_at_most_a_day(int hours) =>
        Assert.Throws<ArgumentOutOfRangeException>("options", () => new AmpToolSet("app", new() { CallTimeout = TimeSpan.FromHours(hours) }));

    [Fact]
    public void A_type_that_no_JSON_context_knows_is_refused_when_the_tool_is_made() =>
        Assert.Throws<NotSupportedException>(() => AmpTool.Create("order", "d", (Order order) => order.Count));
}
