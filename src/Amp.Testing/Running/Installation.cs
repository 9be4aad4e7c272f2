using System.Diagnostics;
using System.Runtime.Versioning;

namespace Amp.Testing.Running;

/// <summary>Puts an executable named <c>amp</c> into a folder, with the player behind it.</summary>
/// <remarks>
/// The player knows its script by the folder that it runs in, and so has to be copied. That way nothing needs to be set in the
/// environment, which is for the program under test alone to give.
/// </remarks>
internal static class Installation
{
    public const string PlayerAssembly = "FakeAmp.dll";

    private const string PlayerConfiguration = "FakeAmp.runtimeconfig.json";

    private static readonly string Source = Path.Combine(AppContext.BaseDirectory, "fake-amp");

    /// <summary>Installs the player.</summary>
    /// <param name="home">The folder, which is empty.</param>
    /// <returns>The path of the executable.</returns>
    /// <exception cref="FileNotFoundException">The player did not come along with this package.</exception>
    public static string Install(string home)
    {
        var player = Path.Combine(Source, PlayerAssembly);
        if (!File.Exists(player))
        {
            throw new FileNotFoundException(
                $"FakeAmp's program is missing: '{player}'. The package Amp.Testing copies it there in a build; check that its buildTransitive assets are not excluded.", player);
        }

        var native = Path.Combine(Source, OperatingSystem.IsWindows() ? "FakeAmp.exe" : "FakeAmp");
        var usesNative = File.Exists(native) && DotnetHost.IsFoundByNativePrograms;
        string[] files = [player, Path.Combine(Source, PlayerConfiguration), .. usesNative ? [native] : Array.Empty<string>()];

        return OperatingSystem.IsWindows() ? InstallOnWindows(home, files, usesNative) : InstallOnUnix(home, files, usesNative);
    }

    private static string InstallOnWindows(string home, string[] files, bool usesNative)
    {
        foreach (var file in files)
        {
            File.Copy(file, Path.Combine(home, Path.GetFileName(file)));
        }

        var launcher = Path.Combine(home, usesNative ? "amp.exe" : "amp.cmd");
        if (usesNative)
        {
            File.Move(Path.Combine(home, "FakeAmp.exe"), launcher);
        }
        else
        {
            File.WriteAllText(launcher, $"@\"{DotnetHost.Path}\" \"%~dp0{PlayerAssembly}\" %*\r\n");
        }

        return launcher;
    }

    [UnsupportedOSPlatform("windows")]
    private static string InstallOnUnix(string home, string[] files, bool usesNative)
    {
        var launcher = Path.Combine(home, "amp");
        Copy([.. files, home]);

        if (usesNative)
        {
            File.Move(Path.Combine(home, "FakeAmp"), launcher);
            return launcher;
        }

        var script = Path.Combine(home, "launcher.sh");
        File.WriteAllText(script, $"#!/bin/sh\nexec {Quote(DotnetHost.Path)} {Quote(Path.Combine(home, PlayerAssembly))} \"$@\"\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Copy([script, launcher]);
        return launcher;
    }

    // By a process of its own: were an executable written by this one, any other thread that starts a process in that moment would
    // hand it our open file, and to run the executable would fail with "text file busy" (ETXTBSY).
    private static void Copy(string[] arguments)
    {
        using var copy = Process.Start(new ProcessStartInfo("cp", ["-p", .. arguments]) { RedirectStandardError = true })!;
        var error = copy.StandardError.ReadToEnd();
        copy.WaitForExit();

        if (copy.ExitCode is not 0)
        {
            throw new IOException($"FakeAmp could not be installed: {error}");
        }
    }

    private static string Quote(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
