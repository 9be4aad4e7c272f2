namespace Amp.Conformance.Tests.Matrix;

/// <summary>A test that runs a real Amp CLI: skipped, with one reason, on a machine without Node.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ConformanceFactAttribute : FactAttribute
{
    public ConformanceFactAttribute() => Skip = ConformanceRequirement.SkipReason;
}
