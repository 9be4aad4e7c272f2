using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Amp.Workspace.Worktrees;

/// <summary>Tells whether the owner of a worktree lives. When in doubt, it does.</summary>
internal static class OwnerIdentity
{
    public static LockInfo Current(string sessionId, TimeProvider clock) => new()
    {
        SessionId = sessionId,
        Pid = Environment.ProcessId,
        Timestamp = clock.GetUtcNow(),
        Hostname = Environment.MachineName,
        ProcessStart = OwnStart.Value,
        User = Environment.UserName,
    };

    private const string NoMachine = "-";

    private static readonly Lazy<string?> OwnStart = new(() => StartOf(Environment.ProcessId));

    /// <summary>This process, whatever session it gave.</summary>
    public static bool IsThisProcess(LockInfo owner) =>
        owner.Pid == Environment.ProcessId && IsOfThisMachine(owner) && owner.ProcessStart == OwnStart.Value;

    /// <summary>It is certain that the process has ended: the same machine and user, and no such process, or a later one with its number.</summary>
    public static bool IsGone(LockInfo owner)
    {
        if (!IsOfThisMachine(owner) || owner.User != Environment.UserName || owner.ProcessStart is not { } start)
        {
            return false;
        }

        // Another boot of the same machine ended everything; another namespace hides it from us. A name alone is no machine: many are called "ubuntu".
        if (OperatingSystem.IsLinux())
        {
            var (then, now) = (start.Split(' '), (OwnStart.Value ?? "").Split(' '));
            if (then.Length != 4 || now.Length != 4)
            {
                return false;
            }

            if (then[0] != now[0])
            {
                return then[3] == now[3] && then[3] != NoMachine;
            }

            if (then[1] != now[1])
            {
                return false;
            }
        }

        return Lives(owner.Pid) is false || (StartOf(owner.Pid) is { } other && StartAlone(other) != StartAlone(start));
    }

    // One container may see another machine-id than the next, and yet the same processes.
    private static string StartAlone(string start) => OperatingSystem.IsLinux() ? start[..start.LastIndexOf(' ')] : start;

    // machine-id(5) is not for showing around: it is kept here as a hash. Images of containers have none, or all the same empty one.
    private static string MachineId()
    {
        try
        {
            var id = File.ReadAllText("/etc/machine-id").Trim();
            return id.Length == 32 ? Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes("amp-workspace " + id)))[..16] : NoMachine;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return NoMachine;
        }
    }

    private static bool IsOfThisMachine(LockInfo owner) => string.Equals(owner.Hostname, Environment.MachineName, StringComparison.OrdinalIgnoreCase);

    private static bool? Lives(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? StartOf(int processId)
    {
        try
        {
            if (!OperatingSystem.IsLinux())
            {
                using var process = Process.GetProcessById(processId);
                return process.StartTime.ToUniversalTime().ToString("o", CultureInfo.InvariantCulture);
            }

            // Field 22, counted after the name, which may hold spaces and brackets.
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            var ticks = stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19];
            var boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
            var names = File.ResolveLinkTarget($"/proc/{processId}/ns/pid", returnFinalTarget: false)?.Name ?? "-";
            return $"{boot} {names} {ticks} {MachineId()}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException or Win32Exception or IndexOutOfRangeException)
        {
            return null;
        }
    }
}
