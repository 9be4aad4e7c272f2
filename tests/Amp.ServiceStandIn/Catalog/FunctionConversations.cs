namespace Amp.ServiceStandIn;

/// <summary>Scenarios in which the model calls functions of the host, offered by an MCP server named <c>app</c>.</summary>
public static class FunctionConversations
{
    /// <summary>Gets all of them.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("fn", new Turn(Call("add", """{"a":40,"b":2}""")), Turn.Says("Function done.")),
        new("fnfail", new Turn(Call("fail", "{}")), Turn.Says("Function failed.")),
        new("fnimage", new Turn(Call("image", "{}")), Turn.Says("Function drew.")),
        new("fntwo", new Turn(Call("meet", """{"name":"left"}"""), Call("meet", """{"name":"right"}""")), Turn.Says("Functions met.")),
        new("fnsubs", new Turn(UseTool.Task("@@fnleft", "Left"), UseTool.Task("@@fnright", "Right")), Turn.Says("Functions met.")),
        new("fnleft", new Turn(Call("meet", """{"name":"left"}""")), Turn.Says("Left met.")),
        new("fnright", new Turn(Call("meet", """{"name":"right"}""")), Turn.Says("Right met.")),
        new(
            "shop",
            new Turn(Call("get_stock", """{"article":"pen"}""")),
            new Turn(Call("place_order", """{"article":"pen","count":10}""")),
            Turn.Says("Ten pens are ordered.")),
        new("fnslow", new Turn(Call("slow", "{}")), Turn.Says("Function was slow.")),
    ];

    private static UseTool Call(string function, string inputJson) => new($"mcp__app__{function}", inputJson) { IdPrefix = "toolu_fn" };
}
