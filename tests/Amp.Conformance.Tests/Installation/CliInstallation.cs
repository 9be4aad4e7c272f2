using System.Reflection;
using System.Runtime.InteropServices;

namespace Amp.Conformance.Tests.Installation;

/// <summary>The pinned CLIs, installed from <c>cli/package-lock.json</c>: once, and again only when that file changes.</summary>
internal sealed class CliInstallation
{
    private static readonly TimeSpan LockLimit = TimeSpan.FromMinutes(6);

    private readonly string _modules;

    private CliInstallation(string directory) => _modules = Path.Combine(directory, "node_modules");

    /// <summary>Gets the folder of the pins, beside these sources.</summary>
    public static string SourceDirectory { get; } =
        typeof(CliInstallation).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "CliDirectory").Value!;

    /// <summary>Gets today's CLI: a native program, of which only what works offline can be tested here.</summary>
    public string NativeCli => Path.Combine(_modules, "@ampcode", $"cli-{Platform}", OperatingSystem.IsWindows() ? "amp.exe" : "amp");

    private static string Platform
    {
        get
        {
            var system = OperatingSystem.IsWindows() ? "win32" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
            return $"{system}-{(RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64")}";
        }
    }

    /// <summary>Gets the entry point of one of the generations that run under Node.</summary>
    public string NodeCli(string generation) => Path.Combine(_modules, $"amp-{generation}", "dist", "main.js");

    /// <exception cref="CliInstallationException">The CLIs could not be installed.</exception>
    public static async Task<CliInstallation> EnsureAsync()
    {
        if (NodeRuntime.WhatIsMissing is { } missing)
        {
            throw new CliInstallationException(missing);
        }

        var directory = SourceDirectory;
        var lockFile = Path.Combine(directory, "package-lock.json");
        if (!File.Exists(lockFile))
        {
            throw new CliInstallationException($"The pinned CLIs are listed in '{lockFile}', which is not there: these tests run beside their sources.");
        }

        // Test processes of several configurations or checkouts may come at once; `npm ci` begins by deleting what is there.
        await using (await InstallLock.TakeAsync(Path.Combine(directory, ".install.lock"), LockLimit))
        {
            if (!IsFresh(lockFile, Path.Combine(directory, "node_modules", ".package-lock.json")))
            {
                await NpmInstall.RunAsync(NodeRuntime.Npm!, directory);
            }
        }

        return new CliInstallation(directory);
    }

    // npm writes the second file last.
    private static bool IsFresh(string lockFile, string installed) =>
        File.Exists(installed) && File.GetLastWriteTimeUtc(installed) >= File.GetLastWriteTimeUtc(lockFile);
}
