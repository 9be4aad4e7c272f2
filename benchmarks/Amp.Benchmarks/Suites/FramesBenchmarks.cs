using Amp.Benchmarks.Reading;
using BenchmarkDotNet.Attributes;

namespace Amp.Benchmarks.Suites;

/// <summary>Zero-copy frames, beside the BCL's typed reading and its bare tokeniser.</summary>
public class FramesBenchmarks : CorpusBenchmarks
{
    [Benchmark(Baseline = true)]
    public Task<long> DeserializeAsyncEnumerable() => ReadAsync(ReadMethods.DaeStream);

    [Benchmark]
    public Task<long> Utf8JsonReaderTokens() => ReadAsync(ReadMethods.Tokenise);

    [Benchmark]
    public Task<long> Frames() => ReadAsync(ReadMethods.Frames);
}
