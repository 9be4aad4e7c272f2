using Amp.Benchmarks.Reading;
using BenchmarkDotNet.Attributes;

namespace Amp.Benchmarks.Suites;

/// <summary>Typed messages, beside what the BCL makes of the same lines.</summary>
public class TypedBenchmarks : CorpusBenchmarks
{
    [Benchmark(Baseline = true)]
    public Task<long> DeserializeAsyncEnumerable() => ReadAsync(ReadMethods.DaeStream);

    [Benchmark]
    public Task<long> ReadLineAndDeserialize() => ReadAsync(ReadMethods.ReadLine);

    [Benchmark]
    public Task<long> Typed() => ReadAsync(ReadMethods.Typed);

    /// <summary>Also looks into the input of every tool call.</summary>
    [Benchmark]
    public Task<long> TypedAndInput() => ReadAsync(ReadMethods.TypedInput);
}
