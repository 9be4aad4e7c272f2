using System.Globalization;
using System.Runtime.InteropServices;

namespace Amp.Client.Channel;

/// <summary>The broker's program and what runs it.</summary>
/// <param name="Path">A <c>.dll</c>, or a program that needs nothing else.</param>
/// <param name="Dotnet">The <c>dotnet</c> that runs the former; <see langword="null"/> for the latter.</param>
internal sealed record BrokerProgram(string Path, string? Dotnet)
{
    public const string Folder = "amp-broker";
    public const string AssemblyName = "AmpBroker.dll";

    private const int OldestRuntime = 10;   // what AmpBroker.dll is built for

    private static readonly string DotnetName = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";

    /// <param name="named">What <see cref="AmpClientOptions.BrokerPath"/> says.</param>
    /// <exception cref="AmpConfigurationException">There is none, or nothing that runs it.</exception>
    public static BrokerProgram Find(string? named) => Find(named, AppContext.BaseDirectory, DotnetRoots());

    /// <param name="named">A path, or <see langword="null"/> for the one that came with this package.</param>
    /// <param name="application">The folder of the application.</param>
    /// <param name="dotnetRoots">Where .NET may be installed, best first.</param>
    public static BrokerProgram Find(string? named, string application, IEnumerable<string> dotnetRoots)
    {
        var path = named is null ? System.IO.Path.Combine(application, Folder, AssemblyName) : System.IO.Path.GetFullPath(named);
        if (!File.Exists(path))
        {
            throw new AmpConfigurationException(named is null
                ? $"The program that the CLI asks this application by is missing: '{path}'. The package Amp.Client copies it there in a build; check that its buildTransitive assets are not excluded, or name it in {nameof(AmpClientOptions)}.{nameof(AmpClientOptions.BrokerPath)}."
                : $"{nameof(AmpClientOptions)}.{nameof(AmpClientOptions.BrokerPath)} names a file that does not exist: '{path}'.");
        }

        if (!path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
        {
            return new(path, null);
        }

        return dotnetRoots.FirstOrDefault(HasRuntime) is { } root
            ? new(path, System.IO.Path.Combine(root, DotnetName))
            : throw new AmpConfigurationException($"The program that the CLI asks this application by, '{path}', needs .NET {OldestRuntime} or newer, and none was found: not beside this process, not by DOTNET_ROOT or PATH, not where it is usually installed. Install the .NET runtime, or publish AmpBroker as a native program and name it in {nameof(AmpClientOptions)}.{nameof(AmpClientOptions.BrokerPath)}.");
    }

    private static bool HasRuntime(string root)
    {
        try
        {
            return File.Exists(System.IO.Path.Combine(root, DotnetName))
                && Directory.EnumerateDirectories(System.IO.Path.Combine(root, "shared", "Microsoft.NETCore.App"))
                    .Any(static version => int.TryParse(System.IO.Path.GetFileName(version).Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major) && major >= OldestRuntime);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static IEnumerable<string> DotnetRoots()
    {
        // The one that this process runs on: <root>/shared/Microsoft.NETCore.App/<version>/. An application that brings its own has none there.
        yield return System.IO.Path.GetFullPath(System.IO.Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        if (Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host && System.IO.Path.GetDirectoryName(host) is { Length: > 0 } folder)
        {
            yield return folder;
        }

        if (Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } root)
        {
            yield return root;
        }

        foreach (var onPath in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Where(System.IO.Path.IsPathFullyQualified))
        {
            // On PATH there is often a link to the real one.
            var program = new FileInfo(System.IO.Path.Combine(onPath, DotnetName));
            if (program.Exists)
            {
                yield return System.IO.Path.GetDirectoryName(program.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? program.FullName)!;
            }
        }

        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string[] usual = OperatingSystem.IsWindows()
            ? [System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "dotnet")]
            : ["/usr/share/dotnet", "/usr/lib/dotnet", "/usr/lib64/dotnet", "/usr/local/share/dotnet", System.IO.Path.Combine(home, ".dotnet")];
        foreach (var place in usual)
        {
            yield return place;
        }
    }
}
