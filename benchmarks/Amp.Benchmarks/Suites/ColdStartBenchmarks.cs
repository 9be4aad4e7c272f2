using Amp.Benchmarks.Children;
using Amp.Benchmarks.Comparing;
using Amp.Benchmarks.Reading;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;

namespace Amp.Benchmarks.Suites;

/// <summary>A new process that reads the first 200 KB of chat, from its start to its end.</summary>
/// <remarks>Everything is in it, the runtime's own start too: <c>compare --only cold</c> shows the reading alone.</remarks>
[SimpleJob(RunStrategy.Monitoring, launchCount: 1, warmupCount: 1, iterationCount: 7)]
public class ColdStartBenchmarks
{
    private string _path = "";

    [GlobalSetup]
    public void Save() => _path = ColdStartSection.SaveBeginning();

    [Benchmark(Baseline = true)]
    public Task<string> ReadLineAndDeserialize() => StartAsync(ReadMethods.ReadLine);

    [Benchmark]
    public Task<string> DeserializeAsyncEnumerable() => StartAsync(ReadMethods.DaeStream);

    [Benchmark]
    public Task<string> Frames() => StartAsync(ReadMethods.Frames);

    [Benchmark]
    public Task<string> Typed() => StartAsync(ReadMethods.Typed);

    private Task<string> StartAsync(string method) => Self.RunAsync(Self.Command(ColdStartChild.Verb, method, _path));
}
