using System.Globalization;
using System.Runtime.Versioning;
using System.Text;

namespace Amp.Client.Processes;

/// <summary>Finds what a run started in <c>/proc</c>, also what left the process tree because its parent ended first.</summary>
[SupportedOSPlatform("linux")]
internal static class LinuxProcesses
{
    /// <summary>Kills every process that carries the mark in its environment, until none is left or there were enough rounds.</summary>
    /// <param name="variable">The environment variable that marks a run.</param>
    /// <param name="value">The run.</param>
    /// <returns>How many were killed.</returns>
    public static int KillMarked(string variable, string value)
    {
        var mark = Encoding.UTF8.GetBytes($"{variable}={value}\0");
        var killed = 0;

        // More than once, because a process may have been starting another while it was being killed.
        for (var round = 0; round < 5; round++)
        {
            var found = FindMarked(mark);
            foreach (var id in found)
            {
                UnixSignal.SendKill(id);
            }

            if (found.Count == 0)
            {
                break;
            }

            killed += found.Count;
        }

        return killed;
    }

    private static List<int> FindMarked(ReadOnlySpan<byte> mark)
    {
        List<int> found = [];
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && id != Environment.ProcessId
                && HasMark(folder, mark))
            {
                found.Add(id);
            }
        }

        return found;
    }

    private static bool HasMark(string folder, ReadOnlySpan<byte> mark)
    {
        try
        {
            // A zombie's environment is empty, so a process that is already dead is not found again.
            return File.ReadAllBytes($"{folder}/environ").AsSpan().IndexOf(mark) >= 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended while we looked, or belongs to somebody else.
            return false;
        }
    }
}
