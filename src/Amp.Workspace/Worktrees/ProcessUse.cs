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

    private static readonly TimeSpan DeathLimit = TimeSpan.FromSeconds(5);

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
        var mark = Encoding.UTF8.GetBytes($"{Marker}={worktreeId}\0");
        var killed = new HashSet<int>();
        for (var (round, before) = (0, -1); killed.Count > before && round < MaxRounds; round++)
        {
            before = killed.Count;
            foreach (var process in OperatingSystem.IsLinux() ? Directory.EnumerateDirectories("/proc") : [])
            {
                if (int.TryParse(Path.GetFileName(process.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                    && id != Environment.ProcessId && Carries(process, mark) && TryKill(id))
                {
                    killed.Add(id);
                }
            }

            // On a busy machine the end of a process takes its time, and until then it looks alive.
            SpinWait.SpinUntil(() => !killed.Any(id => Carries($"/proc/{id}", mark)), DeathLimit);
        }

        return killed.Count;
    }

    private static bool TryKill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
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
