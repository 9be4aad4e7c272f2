using Amp.Conformance.Tests.Installation;

namespace Amp.Conformance.Tests.Skipping;

/// <summary>Says whether these tests may be skipped, and why they are.</summary>
internal static class ConformanceRequirement
{
    public const string Variable = "AMP_CONFORMANCE";

    /// <summary>Gets whether a machine that cannot run the CLIs is a failure: <c>AMP_CONFORMANCE=required</c>.</summary>
    public static bool IsRequired { get; } =
        string.Equals(Environment.GetEnvironmentVariable(Variable), "required", StringComparison.OrdinalIgnoreCase);

    /// <summary>Gets why nothing here can run on this machine, or null when it can, or must.</summary>
    public static string? SkipReason { get; } = !IsRequired && NodeRuntime.WhatIsMissing is { } missing
        ? $"{missing} Set {Variable}=required to make that a failure."
        : null;
}
