using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Amp.Client.Settings;

/// <summary>The process that made a folder, written down in it, so that a later process can tell whether it still lives.</summary>
/// <param name="ProcessId">Its id.</param>
/// <param name="StartTime">When it started, as the system counts it: an id may be given out again, but not with the same time.</param>
/// <param name="Machine">The machine's name.</param>
/// <param name="Boot">The start of the machine; empty where the system does not tell.</param>
/// <param name="Namespace">Where its id counts: a container has ids of its own. Empty where the system does not tell.</param>
internal sealed record RunFolderOwner(int ProcessId, string StartTime, string Machine, string Boot, string Namespace)
{
    private const string FileName = "owner";
    private const int LongestRecord = 4096;

    public static RunFolderOwner Current { get; } = new(
        Environment.ProcessId,
        StartTimeOf(Environment.ProcessId) ?? "",
        Environment.MachineName,
        OperatingSystem.IsLinux() ? ReadLine("/proc/sys/kernel/random/boot_id") : "",
        OperatingSystem.IsLinux() ? new FileInfo("/proc/self/ns/pid").LinkTarget ?? "" : "");

    /// <summary>Whether the process has ended; <see langword="null"/> when that cannot be told from here.</summary>
    public bool? HasEnded =>
        Machine != Current.Machine ? null
        : Boot != Current.Boot ? true
        : Namespace != Current.Namespace ? null
        : StartTimeOf(ProcessId) != StartTime;

    /// <returns><see langword="null"/> when there is no record, or none that is whole.</returns>
    public static RunFolderOwner? Read(string folder)
    {
        var file = new FileInfo(Path.Combine(folder, FileName));
        try
        {
            // In the temporary folder anybody may have put it there: no link, and no pipe, which has no length and would hold us up for ever.
            if (!file.Exists || file.LinkTarget is not null || file.Length is 0 or > LongestRecord)
            {
                return null;
            }

            return File.ReadAllLines(file.FullName) is [var id, var start, var machine, var boot, var space]
                && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var processId)
                    ? new(processId, start, machine, boot, space)
                    : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Write(string folder) => PrivateFiles.Write(
        Path.Combine(folder, FileName),
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{ProcessId}\n{StartTime}\n{Machine}\n{Boot}\n{Namespace}\n")));

    /// <returns><see langword="null"/> when there is no such process.</returns>
    public static string? StartTimeOf(int processId)
    {
        if (OperatingSystem.IsLinux())
        {
            // The twentieth number after the name, which stands in brackets and may hold anything: exact, unlike a time of day.
            var stat = ReadLine(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat"));
            return stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 19 } fields ? fields[19] : null;
        }

        try
        {
            using var process = Process.GetProcessById(processId);
            return process.StartTime.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;   // it has ended, or is somebody else's: then it is not the one that wrote this
        }
    }

    private static string ReadLine(string file)
    {
        try
        {
            return File.ReadAllText(file).TrimEnd('\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
