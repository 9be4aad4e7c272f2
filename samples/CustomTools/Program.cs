using Amp.Client;
using Amp.Extensions.AI;
using CustomTools;
using Samples;

// An agent that calls two functions of this program. dotnet run --project samples/CustomTools [-- "your question"]
// Uses the real `amp` when one is found that has a key, and otherwise the scripted one that ships in Amp.Testing: a real process and real calls, but no model.
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};

var shop = new Shop();
var options = new AmpRunOptions { Timeout = TimeSpan.FromMinutes(3) }.WithTools(
    AmpTool.Create("get_stock", "Tells how many pieces of an article are in stock and what one costs.", shop.GetStock, ShopJson.Default.Options),
    AmpTool.Create("place_order", "Orders pieces of an article. Check the stock first.", shop.PlaceOrderAsync, ShopJson.Default.Options));

await using var cli = await ChosenCli.ChooseAsync(ScriptedAmp.Script, stop.Token);
await using var client = new AmpClient(new() { CliPath = cli.Path });
Console.WriteLine(cli.Description);

var question = args is [] ? "Use the shop's tools: if there are at least 10 pens in stock, order 10 of them, and tell me what that costs." : string.Join(' ', args);
try
{
    var result = (await client.RunIterationAsync(question, options, stop.Token)).EnsureSuccess();
    foreach (var call in result.ToolCalls)
    {
        Console.WriteLine($"  {call.Name} {call.Input} -> {call.Content}");
    }

    Console.WriteLine(result.Text);
    return !shop.Orders.IsEmpty || args is not [] ? 0 : 1;
}
catch (Exception e) when (e is AmpException or TimeoutException or OperationCanceledException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
