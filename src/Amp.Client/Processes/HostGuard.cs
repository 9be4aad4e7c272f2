using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.Versioning;

namespace Amp.Client.Processes;

/// <summary>Ends what this process started when it dies without a chance to do so itself: killed, crashed, out of memory.</summary>
/// <remarks>
/// <para>
/// <b>How.</b> One small <c>sh</c> for each host process, started with the first thing that it guards, waits for the end of a pipe that only this process holds
/// open. When the kernel closes it, however we died, the guard ends every process that carries our mark in its environment, and then itself.
/// </para>
/// <para>
/// <b>Where.</b> This file is compiled into Amp.Client and into Amp.Workspace, neither of which may use the other. A host with both has two marks and,
/// once both have started something, two guards, each of which knows of one mark.
/// </para>
/// <para>
/// <b>Weighed.</b> <c>PR_SET_PDEATHSIG</c> follows the thread that forked, not the process, and so would end runs when a pool thread retires; it
/// needs a helper between fork and exec as well; and it does not reach what the CLI started.
/// </para>
/// </remarks>
[SupportedOSPlatform("linux")]
internal static class HostGuard
{
    /// <summary>Marks everything that this process started and that must not outlive it.</summary>
    public const string Marker = "AMP_SDK_HOST_ID";

    // Its own output goes nowhere, so that nobody who reads ours waits for the guard. First they are asked, and get a second: git removes its lock files
    // then, and the CLI ends its tools. A process may start another while it is killed: hence the rounds.
    private const string Script =
        """
        exec >/dev/null 2>&1
        trap '' HUP INT TERM QUIT
        signal() {
          found=
          for process in /proc/[0-9]*; do
            if tr '\0' '\n' <"$process/environ" | grep -qxF "$2"; then
              kill "-$1" "${process#/proc/}" && found=1
            fi
          done
          [ -n "$found" ]
        }
        while read -r _; do :; done
        signal TERM "$1" && sleep 1
        for round in 1 2 3 4 5; do
          signal KILL "$1" || exit 0
        done
        """;

    private static readonly Lock Starting = new();
    private static Process? _guard;

    /// <summary>This process, as the mark names it.</summary>
    public static string HostId { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Starts the guard, unless it runs already.</summary>
    /// <returns><see langword="false"/> when the system has no shell: then what a dead host started goes on until it ends by itself.</returns>
    public static bool Ensure()
    {
        lock (Starting)
        {
            if (_guard is { HasExited: false })
            {
                return true;
            }

            var start = new ProcessStartInfo("/bin/sh", ["-c", Script, "amp-sdk-guard", $"{Marker}={HostId}"]) { RedirectStandardInput = true };
            start.Environment.Clear();
            start.Environment["PATH"] = "/usr/bin:/bin";
            try
            {
                _guard = Process.Start(start);
                return true;
            }
            catch (Win32Exception)
            {
                return false;
            }
        }
    }
}
