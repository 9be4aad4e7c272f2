using Xunit.Sdk;

namespace Amp.Conformance.Tests.Skipping;

/// <summary>A test that runs each real Amp CLI: skipped, with one reason, on a machine without Node.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Amp.Conformance.Tests.Skipping.ConformanceTheoryDiscoverer", "Amp.Conformance.Tests")]
public sealed class ConformanceTheoryAttribute : TheoryAttribute
{
    public ConformanceTheoryAttribute() => Skip = ConformanceRequirement.SkipReason;

    /// <summary>Gets or sets whether the test needs signals and <c>sleep</c>, which Windows lacks.</summary>
    public bool UnixOnly
    {
        get => false;
        set => Skip ??= value && OperatingSystem.IsWindows() ? "Needs signals, which Windows does not have." : null;
    }
}
