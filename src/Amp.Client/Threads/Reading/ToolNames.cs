namespace Amp.Client.Threads;

/// <summary>Remembers what the latest tool calls were called, because their results do not say it.</summary>
internal sealed class ToolNames
{
    // More calls than any model makes in a round, so that a result finds its call; few enough for a thread without end.
    private const int Latest = 10_000;

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = [];

    public void Add(string id, string name)
    {
        if (!_names.TryAdd(id, name))
        {
            _names[id] = name;
            return;
        }

        _order.Enqueue(id);
        if (_order.Count > Latest)
        {
            _names.Remove(_order.Dequeue());
        }
    }

    public string? Find(string id) => _names.GetValueOrDefault(id);
}
