using System.Diagnostics;
using System.Globalization;

namespace Amp.Conformance.Tests.Sandboxes;

/// <summary>Looks at the processes of this machine from outside, as <c>ps</c> does.</summary>
internal static class ProcessTable
{
    /// <summary>Whether a process was started with this text in its command line.</summary>
    public static bool AnyWithArgument(string text) =>
        OperatingSystem.IsLinux() ? AnyIn("cmdline", text) : Ps("-axo", "args=").Contains(text, StringComparison.Ordinal);

    /// <summary>Whether a process was started with this text in its environment. Only Linux shows that to us; elsewhere, no.</summary>
    public static bool AnyWithEnvironment(string text) => OperatingSystem.IsLinux() && AnyIn("environ", text);

    private static bool AnyIn(string file, string text) =>
        Directory.EnumerateDirectories("/proc").Any(folder =>
            int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && id != Environment.ProcessId
            && Read(Path.Combine(folder, file)).Contains(text, StringComparison.Ordinal));

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";   // it ended meanwhile, or belongs to somebody else
        }
    }

    private static string Ps(params string[] arguments)
    {
        using var ps = Process.Start(new ProcessStartInfo("ps", arguments) { RedirectStandardOutput = true })!;
        var output = ps.StandardOutput.ReadToEnd();
        ps.WaitForExit();
        return output;
    }
}
