using System.Diagnostics;

namespace Amp.Client.Tests.Sessions;

/// <summary>samples/SessionHost as a process of its own: a host to kill.</summary>
internal static class SessionHostProcess
{
    public static Process Start(string cli, string folder, string workingDirectory, params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "..", "..", "SessionHost", Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)), "SessionHost.dll");
        var start = new ProcessStartInfo("dotnet", [program, "--stdin", "--folder", folder, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = workingDirectory,
        };
        start.Environment["AMP_CLI_PATH"] = cli;
        return Process.Start(start)!;
    }
}
