using Xunit.Sdk;

namespace Amp.Conformance.Tests.Skipping;

/// <summary>A test that runs a real Amp CLI: skipped, with one reason, on a machine without Node.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Amp.Conformance.Tests.Skipping.ConformanceFactDiscoverer", "Amp.Conformance.Tests")]
public sealed class ConformanceFactAttribute : FactAttribute
{
    public ConformanceFactAttribute() => Skip = ConformanceRequirement.SkipReason;
}
