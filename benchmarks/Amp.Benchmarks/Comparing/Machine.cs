using System.Runtime;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Amp.Benchmarks.Comparing;

/// <summary>What the figures come from.</summary>
internal static class Machine
{
    public static string Vectors { get; } =
        Avx512Vbmi2.IsSupported ? "AVX-512 with VBMI2"
        : Avx512BW.IsSupported ? "AVX-512"
        : Avx2.IsSupported ? "AVX2"
        : AdvSimd.IsSupported ? "AdvSimd"
        : "no AVX2";

    public static bool HasAvx512 => Avx512BW.IsSupported;

    public static string Describe(string? node) =>
        $"{Processor()}, {Environment.ProcessorCount} cores, {Vectors}; {RuntimeInformation.OSDescription.Trim()} {RuntimeInformation.ProcessArchitecture}; "
        + $"{RuntimeInformation.FrameworkDescription}, {(GCSettings.IsServerGC ? "server" : "workstation")} GC {GCSettings.LatencyMode}; Node {node ?? "not found"}";

    private static string Processor() => OperatingSystem.IsLinux()
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(static l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown processor"
        : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "unknown processor";
}
