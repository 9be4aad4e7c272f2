using System.Runtime.InteropServices;
using IOPath = System.IO.Path;

namespace Amp.Testing.Running;

/// <summary>The .NET that this process runs on, which the player runs on too.</summary>
internal static class DotnetHost
{
    private static readonly string ExecutableName = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";

    // <root>/shared/Microsoft.NETCore.App/<version>/
    private static readonly string Root = IOPath.GetFullPath(IOPath.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    private static readonly string[] WellKnownRoots = OperatingSystem.IsWindows()
        ? [IOPath.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "dotnet")]
        : ["/usr/share/dotnet", "/usr/lib/dotnet", "/usr/local/share/dotnet"];

    /// <summary>Gets the path of the <c>dotnet</c> executable; its name alone when this process brought a runtime of its own.</summary>
    public static string Path { get; } = IOPath.Combine(Root, ExecutableName) is var path && File.Exists(path) ? path : ExecutableName;

    /// <summary>
    /// Gets a value indicating whether a native program finds this .NET by itself. Elsewhere it would need DOTNET_ROOT, which the
    /// program under test may not pass on.
    /// </summary>
    public static bool IsFoundByNativePrograms { get; } = RegisteredRoots().Contains(Root);

    private static string[] RegisteredRoots()
    {
        const string Registration = "/etc/dotnet/install_location";
        return File.Exists(Registration) ? [.. WellKnownRoots, File.ReadAllText(Registration).Trim()] : WellKnownRoots;
    }
}
