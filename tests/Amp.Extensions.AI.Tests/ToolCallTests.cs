using System.ComponentModel;
using System.Text.Json;
using Amp.Client;
using Microsoft.Extensions.AI;
using ModelContextProtocol.Protocol;

namespace Amp.Extensions.AI.Tests;

/// <summary>What the agent gets when it calls a function: a real client of the protocol, over a real pipe.</summary>
public sealed class ToolCallTests
{
    private static readonly AmpThreadId Thread = "T-01a1f7d9-5f62-7347-bfda-8e1b5a6655dd";

    [Fact(Timeout = 30_000)]
    public async Task A_function_is_offered_with_the_schema_of_its_parameters_and_its_result_comes_back()
    {
        await using var agent = await AgentSide.ConnectAsync(
        [
            AmpTool.Create("add", "Adds two numbers.", ([Description("The first.")] int a, int b = 1, CancellationToken cancellationToken = default) => a + b),
        ]);

        var tool = Assert.Single(await agent.Client.ListToolsAsync());
        Assert.Equal(("add", "Adds two numbers."), (tool.Name, tool.Description));
        Assert.Equal(["a", "b"], tool.JsonSchema.GetProperty("properties").EnumerateObject().Select(property => property.Name));
        Assert.Equal("The first.", tool.JsonSchema.GetProperty("properties").GetProperty("a").GetProperty("description").GetString());
        Assert.Equal("a", Assert.Single(tool.JsonSchema.GetProperty("required").EnumerateArray()).GetString());

        Assert.Equal("42", AgentSide.Text(await agent.CallAsync("add", new() { ["a"] = 40, ["b"] = 2 })));
        Assert.Equal("41", AgentSide.Text(await agent.CallAsync("add", new() { ["a"] = 40 })));
    }

    [Fact(Timeout = 30_000)]
    public async Task Results_are_text_JSON_images_or_several_of_them()
    {
        var json = OrderJson.Default.Options;
        await using var agent = await AgentSide.ConnectAsync(
        [
            AmpTool.Create("text", "d", () => "plain \"text\"\n"),
            AmpTool.Create("json", "d", async (Order order, int number) => { await Task.Yield(); return new Receipt($"{order.Article}-{number}", 1.5m); }, json),
            AmpTool.Create("image", "d", () => new DataContent(Drawing.Dot, "image/png")),
            AmpTool.Create("many", "d", () => new List<AIContent> { new TextContent("one"), new DataContent(Drawing.Dot, "image/png"), new DataContent("two"u8.ToArray(), "text/plain") }),
            AmpTool.Create("nothing", "d", () => { }),
            AmpTool.Create("later", "d", async () => await Task.Yield()),
            AmpTool.Create("error", "d", () => new ErrorContent("sold out")),
            AIFunctionFactory.Create(() => "made by the factory", "factory", "d"),
        ]);

        Assert.Equal("plain \"text\"\n", AgentSide.Text(await agent.CallAsync("text")));
        Assert.Equal("""{"number":"pen-3","total":1.5}""", AgentSide.Text(await agent.CallAsync("json", new() { ["order"] = JsonElement.Parse("""{"article":"pen","count":1}"""), ["number"] = 3 })));
        var image = Assert.IsType<ImageContentBlock>(Assert.Single((await agent.CallAsync("image")).Content));
        Assert.Equal("image/png", image.MimeType);
        Assert.Equal(Drawing.Dot, image.DecodedData.ToArray());
        Assert.Equal(["text", "image", "text"], (await agent.CallAsync("many")).Content.Select(block => block.Type));
        Assert.Equal(ToolAnswer.Nothing, AgentSide.Text(await agent.CallAsync("nothing")));
        Assert.Equal(ToolAnswer.Nothing, AgentSide.Text(await agent.CallAsync("later")));
        Assert.True((await agent.CallAsync("error")).IsError);
        Assert.Equal("made by the factory", AgentSide.Text(await agent.CallAsync("factory")));
    }

    [Fact(Timeout = 30_000)]
    public async Task An_exception_is_an_error_with_its_message_alone_and_ends_nothing()
    {
        await using var agent = await AgentSide.ConnectAsync(
            [
                AmpTool.Create("fail", "d", () => { throw new InvalidOperationException("No pens; the key is sgamp_secret.", new IOException("inner secret")); }),
                AmpTool.Create("audio", "d", () => new DataContent(new byte[] { 1 }, "audio/wav")),
                AmpTool.Create("fine", "d", () => "fine"),
            ],
            redact: text => text.Replace("sgamp_secret", "***", StringComparison.Ordinal));

        var failed = await agent.CallAsync("fail");

        Assert.True(failed.IsError);
        Assert.Equal("No pens; the key is ***.", AgentSide.Text(failed));
        Assert.Contains("audio/wav", AgentSide.Text(await agent.CallAsync("audio")), StringComparison.Ordinal);
        Assert.Equal("fine", AgentSide.Text(await agent.CallAsync("fine")));
    }

    [Fact(Timeout = 30_000)]
    public async Task Arguments_that_do_not_fit_are_explained_and_the_function_is_not_called()
    {
        var calls = 0;
        await using var agent = await AgentSide.ConnectAsync(
        [
            AmpTool.Create("order", "d", (string article, int count, bool express = false) => ++calls),
            AmpTool.Create("typed", "d", (Order order) => ++calls, OrderJson.Default.Options),
        ]);

        await Explained("order", [], "'article' (string)", "'count' (integer)");
        await Explained("order", new() { ["article"] = "pen", ["count"] = "three" }, "'count' must be integer", "is string");
        await Explained("order", new() { ["article"] = "pen", ["count"] = 1.5 }, "'count' must be integer");
        await Explained("order", new() { ["article"] = "pen", ["count"] = 1, ["express"] = "yes" }, "'express' must be boolean");
        await Explained("typed", new() { ["order"] = JsonElement.Parse("""{"article":"pen","count":"many"}""") }, "could not be read", "count");
        Assert.Contains("There are: order, typed.", AgentSide.Text(await agent.CallAsync("nosuch")), StringComparison.Ordinal);
        Assert.Equal(0, calls);

        async Task Explained(string tool, Dictionary<string, object?> arguments, params string[] words)
        {
            var answer = await agent.CallAsync(tool, arguments);
            Assert.True(answer.IsError);
            Assert.All(words, word => Assert.Contains(word, AgentSide.Text(answer), StringComparison.Ordinal));
        }
    }

    [Fact(Timeout = 30_000)]
    public async Task A_function_that_wants_to_is_told_about_the_call()
    {
        await using var agent = await AgentSide.ConnectAsync(
            new AmpToolSet("shop", new() { Services = new OneService("a service") })
            {
                AmpTool.Create("context", "d", (AmpToolContext context, IServiceProvider services) => $"{context.Tool} in {context.Thread}, {services.GetService(typeof(string))}"),
                AIFunctionFactory.Create((AIFunctionArguments arguments) => ((AmpToolContext)arguments.Context![typeof(AmpToolContext)]!).Tool, "factory", "d"),
            },
            Thread);

        Assert.Equal($"mcp__shop__context in {Thread}, a service", AgentSide.Text(await agent.CallAsync("context")));
        Assert.Equal("mcp__shop__factory", AgentSide.Text(await agent.CallAsync("factory")));
        Assert.All(await agent.Client.ListToolsAsync(), tool => Assert.Empty(tool.JsonSchema.GetProperty("properties").EnumerateObject()));
    }

    private sealed class OneService(object service) : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType.IsInstanceOfType(service) ? service : null;
    }
}
