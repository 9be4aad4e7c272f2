using Amp.Benchmarks.Children;
using Amp.Benchmarks.Reading;
using BenchmarkDotNet.Attributes;

namespace Amp.Benchmarks.Suites;

/// <summary>One long line that comes 4 KB at a time. Four times the length must take four times as long, not sixteen.</summary>
[ShortRunJob]
public class CarryOverBenchmarks
{
    [Params(1, 4, 16)]
    public int Megabytes { get; set; }

    [Benchmark(Baseline = true)]
    public Task<long> DeserializeAsyncEnumerable() => ReadAsync(ReadMethods.DaeStream);

    [Benchmark]
    public Task<long> Frames() => ReadAsync(ReadMethods.Frames);

    [Benchmark]
    public Task<long> Typed() => ReadAsync(ReadMethods.Typed);

    private async Task<long> ReadAsync(string method) => (await ReadMethods.Create(method).ReadAsync(new LongLineStream(Megabytes * 1_000_000L))).Messages;
}
