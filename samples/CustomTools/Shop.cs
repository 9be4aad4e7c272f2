using System.Collections.Concurrent;
using System.ComponentModel;

namespace CustomTools;

/// <summary>What the agent may do here. Calls may overlap.</summary>
internal sealed class Shop
{
    private readonly ConcurrentDictionary<string, Stock> _stock = new(StringComparer.OrdinalIgnoreCase)
    {
        ["pen"] = new("pen", 25, 1.20m),
        ["notebook"] = new("notebook", 4, 3.50m),
    };

    public ConcurrentQueue<Receipt> Orders { get; } = [];

    public Stock GetStock([Description("The article, in the singular, such as pen.")] string article) =>
        _stock.TryGetValue(article, out var stock) ? stock : throw new ArgumentException($"There is no article '{article}'. There are: {string.Join(", ", _stock.Keys.Order())}.");

    public async Task<Receipt> PlaceOrderAsync(string article, [Description("How many pieces, at least 1.")] int count, CancellationToken cancellationToken)
    {
        var stock = GetStock(article);
        if (count < 1 || count > stock.Count)
        {
            throw new ArgumentException($"Of '{article}' 1 to {stock.Count} can be ordered, not {count}.");
        }

        await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);   // the warehouse
        if (!_stock.TryUpdate(article, stock with { Count = stock.Count - count }, stock))
        {
            throw new InvalidOperationException("Somebody else was faster. Check the stock and try again.");
        }

        var receipt = new Receipt($"A-{Orders.Count + 1}", article, count, count * stock.Price);
        Orders.Enqueue(receipt);
        return receipt;
    }
}

internal sealed record Stock(string Article, int Count, decimal Price);

internal sealed record Receipt(string Number, string Article, int Count, decimal Total);
