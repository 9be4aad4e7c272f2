using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Amp.Testing.Running;

/// <summary>Finds the processes that belong to a fake, whoever their parent is by now.</summary>
internal static class FakeProcesses
{
    /// <summary>Gives the ids of the processes that live. One that has ended and waits for its parent to notice does not count.</summary>
    /// <param name="home">The folder of the fake; its name is unique.</param>
    public static int[] Find(string home) =>
        OperatingSystem.IsLinux() ? [.. ProcessIds().Where(id => Belongs(id, Path.GetFileName(home)))] : [.. RunReader.UnendedProcessIds(home).Where(Lives)];

    /// <summary>Kills a process; does nothing when it is gone.</summary>
    public static void Kill(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            process.Kill();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // Gone already.
        }
    }

    private static IEnumerable<int> ProcessIds() => Directory.EnumerateDirectories("/proc")
        .Select(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var id) ? id : 0)
        .Where(id => id > 0);

    // By the name of the folder and not its path, which may lead over a symbolic link.
    private static bool Belongs(int processId, string name)
    {
        try
        {
            return File.ResolveLinkTarget($"/proc/{processId}/exe", returnFinalTarget: false)?.FullName.Contains($"/{name}/amp", StringComparison.Ordinal) is true
                || File.ReadAllText($"/proc/{processId}/environ").Split('\0').Any(variable => IsMarker(variable, name))
                || IsLauncher(File.ReadAllText($"/proc/{processId}/cmdline").Split('\0'), name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended while we looked, or is another user's.
            return false;
        }
    }

    // What Children.cs of the player puts into the environment of every child.
    private static bool IsMarker(string variable, string name) =>
        variable.StartsWith("AMP_FAKE_HOME=", StringComparison.Ordinal) && variable.EndsWith($"/{name}", StringComparison.Ordinal);

    // A shell that runs the launcher, or dotnet that runs the player. A host that was merely given the path does not belong.
    private static bool IsLauncher(string[] arguments, string name) =>
        arguments is [var program, var first, ..]
        && ((Path.GetFileName(program) is "sh" && first.EndsWith($"/{name}/amp", StringComparison.Ordinal))
            || first.EndsWith($"/{name}/{Installation.PlayerAssembly}", StringComparison.Ordinal));

    private static bool Lives(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return false;
        }
    }
}
