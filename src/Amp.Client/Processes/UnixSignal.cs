using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Amp.Client.Processes;

/// <summary>The signals that <see cref="System.Diagnostics.Process"/> cannot send.</summary>
[UnsupportedOSPlatform("windows")]
internal static partial class UnixSignal
{
    private const int Terminate = 15;
    private const int Interrupt = 2;
    private const int Kill = 9;

    /// <summary>Asks a process to end. The CLI then writes a result line and ends its tools.</summary>
    public static void SendStop(int processId, AmpStopSignal signal) => Send(processId, signal is AmpStopSignal.Interrupt ? Interrupt : Terminate);

    public static void SendKill(int processId) => Send(processId, Kill);

    // A process that has ended meanwhile is what we want: the return value says nothing more.
    private static void Send(int processId, int signal) => _ = SystemKill(processId, signal);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SystemKill(int processId, int signal);
}
