using Amp.Benchmarks.Comparing;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;

namespace Amp.Benchmarks.Suites;

/// <summary>What all BenchmarkDotNet classes have in common. Each says by attribute how it runs.</summary>
internal static class SuiteConfig
{
    public static IConfig Create() => DefaultConfig.Instance
        .AddDiagnoser(MemoryDiagnoser.Default)
        .WithArtifactsPath(Path.Combine(Repository.Root, "artifacts", "benchmarks"));
}
