using Amp.Benchmarks.Corpora;
using Amp.Benchmarks.Reading;
using BenchmarkDotNet.Attributes;

namespace Amp.Benchmarks.Suites;

/// <summary>Benchmarks that read a corpus of 16 MiB from memory in each operation.</summary>
[ShortRunJob]
public abstract class CorpusBenchmarks
{
    private Corpus _corpus = null!;

    [Params("chat", "tools", "tiny")]
    public string Corpus { get; set; } = "";

    [GlobalSetup]
    public void Load() => _corpus = CorpusStore.Get(Corpus, megabytes: 16);

    /// <summary>Reads the corpus to its end.</summary>
    /// <returns>How many messages there were.</returns>
    protected async Task<long> ReadAsync(string method) => (await ReadMethods.Create(method).ReadAsync(new MemoryStream(_corpus.Bytes))).Messages;
}
