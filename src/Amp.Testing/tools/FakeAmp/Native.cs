using System.Globalization;
using System.Runtime.InteropServices;

namespace Amp.Testing.Player;

/// <summary>What the BCL has no word for.</summary>
internal static class Native
{
    private const int StandardOutput = 1;
    private const int StandardError = 2;

    /// <summary>Ends this process by a signal, as a crash or a kill does; on Windows, by termination.</summary>
    public static void Die(int signal)
    {
        if (!OperatingSystem.IsWindows())
        {
            // The runtime has handlers of its own for the signals of a crash, and they would turn it into an exit code.
            _ = SetHandler(signal, 0);
            _ = Kill(Environment.ProcessId, signal);
        }

        using var self = System.Diagnostics.Process.GetCurrentProcess();
        self.Kill();
    }

    /// <summary>Asks another process to end; does nothing when it is gone.</summary>
    public static void Terminate(int processId)
    {
        const int Sigterm = 15;

        if (!OperatingSystem.IsWindows())
        {
            _ = Kill(processId, Sigterm);
        }
    }

    /// <summary>Closes this process's ends of the standard output pipe, so that its reader sees the end. Linux only.</summary>
    public static void CloseStandardOutput()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // The runtime keeps a copy of the descriptor that nobody can ask it for.
        var pipe = TargetOf(StandardOutput);
        var ends = Directory.GetFileSystemEntries("/proc/self/fd")
            .Select(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture))
            .Where(descriptor => descriptor is not StandardError && TargetOf(descriptor) == pipe);

        // Not close(1): the next file that is opened would then be the standard output.
        using var nothing = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.Write);
        foreach (var descriptor in ends.ToArray())
        {
            _ = Duplicate((int)nothing.DangerousGetHandle(), descriptor);
        }
    }

    private static string? TargetOf(int descriptor)
    {
        try
        {
            return new FileInfo($"/proc/self/fd/{descriptor}").LinkTarget;
        }
        catch (IOException)
        {
            // Closed since it was listed.
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "signal")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint SetHandler(int signal, nint handler);

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);

    [DllImport("libc", EntryPoint = "dup2")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Duplicate(int from, int to);
}
