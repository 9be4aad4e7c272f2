using Amp.Benchmarks.Corpora;
using Amp.Streaming;
using Amp.Streaming.Events;
using BenchmarkDotNet.Attributes;

namespace Amp.Benchmarks.Suites;

/// <summary>What it costs to make events of messages that have been read.</summary>
[ShortRunJob]
[MemoryDiagnoser]
public class EventsBenchmarks
{
    private readonly List<AmpMessage> _messages = [];
    private readonly List<AmpEvent> _events = [];

    [Params("chat", "tools", "tiny")]
    public string Corpus { get; set; } = "";

    [GlobalSetup]
    public async Task Read()
    {
        await using var reader = new AmpStreamReader(new MemoryStream(CorpusStore.Get(Corpus, megabytes: 1).Bytes));
        await foreach (var item in reader.ReadAllAsync())
        {
            if (item.Message is { } message)
            {
                _messages.Add(message);
            }
        }
    }

    [Benchmark]
    public int Project()
    {
        var projector = new AmpEventProjector();
        var count = 0;
        foreach (var message in _messages)
        {
            _events.Clear();
            projector.Project(message, _events);
            count += _events.Count;
        }

        return count;
    }
}
