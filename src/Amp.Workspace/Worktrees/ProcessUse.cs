using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Amp.Workspace.Worktrees;

/// <summary>Finds processes that work on a worktree: that stand in its folder, or that we started for it and that outlived us. Only Linux tells.</summary>
internal static class ProcessUse
{
    /// <summary>Marks what is started for a worktree.</summary>
    public const string Marker = "AMP_WORKTREE_ID";

    // One may have been starting another while it was killed.
    private const int MaxRounds = 5;
    private static readonly TimeSpan DyingTime = TimeSpan.FromMilliseconds(200);

    /// <returns>The number of such a process, or <see langword="null"/>.</returns>
    public static int? FindOther(string folder, string? worktreeId)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        var mark = worktreeId is null ? null : Encoding.UTF8.GetBytes($"{Marker}={worktreeId}\0");
        foreach (var process in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(process.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && id != Environment.ProcessId
                && (StandsIn(process, folder) || (mark is not null && Carries(process, mark))))
            {
                return id;
            }
        }

        return null;
    }

    /// <summary>Kills what was started for a worktree and has not ended, also what left the process tree.</summary>
    /// <returns>How many there were.</returns>
    public static int KillMarked(string worktreeId)
    {
        var (killed, mark) = (new HashSet<int>(), Encoding.UTF8.GetBytes($"{Marker}={worktreeId}\0"));
        for (var (round, found) = (0, true); found && round < MaxRounds; round++)
        {
            found = false;
            foreach (var process in OperatingSystem.IsLinux() ? Directory.EnumerateDirectories("/proc") : [])
            {
                if (int.TryParse(Path.GetFileName(process.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                    && id != Environment.ProcessId && Carries(process, mark) && TryKill(id))
                {
                    found = true;
                    killed.Add(id);
                }
            }
        }

        return killed.Count;
    }

    private static bool TryKill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
            process.WaitForExit(DyingTime);   // else the next round finds it again
            return true;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return false;
        }
    }

    private static bool StandsIn(string process, string folder)
    {
        try
        {
            return new FileInfo(process + "/cwd").LinkTarget is { } target && WorktreeLayout.IsInside(target, folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool Carries(string process, byte[] mark)
    {
        try
        {
            return File.ReadAllBytes(process + "/environ").AsSpan().IndexOf(mark) >= 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
