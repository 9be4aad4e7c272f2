using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Amp.Testing.Player;

/// <summary>The processes that the script starts, as the CLI's tools do.</summary>
internal sealed class Children(string home, RunRecord record)
{
    /// <summary>The argument that makes this program a child that sleeps, where there is no shell.</summary>
    public const string SleepVerb = "--fake-amp-sleep";

    /// <summary>Marks every process that belongs to a fake, so that it can be found whoever its parent is.</summary>
    public const string Marker = "AMP_FAKE_HOME";

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(1);

    private readonly List<int> _tools = [];

    /// <summary>Starts a child, and returns its id once it has done all it was asked for.</summary>
    public int Spawn(JsonElement step)
    {
        var isOrphan = step.GetProperty("orphaned").GetBoolean();
        var pidFile = record.NextChildPath();
        var command = Command(step, pidFile);

        // The shell starts it in the background and ends: nobody who walks the tree from us finds it.
        var start = isOrphan ? new ProcessStartInfo("sh", ["-c", "\"$@\" &", "sh", .. command]) : new ProcessStartInfo(command[0], command[1..]);
        start.Environment[Marker] = home;

        using var process = Process.Start(start)!;
        if (OperatingSystem.IsWindows())
        {
            File.WriteAllText(pidFile, process.Id.ToString(CultureInfo.InvariantCulture) + "\n");
        }

        if (isOrphan)
        {
            process.WaitForExit();
        }

        var processId = WaitForId(pidFile);
        if (!isOrphan)
        {
            lock (_tools)
            {
                _tools.Add(processId);
            }
        }

        return processId;
    }

    /// <summary>Asks the children to end, as the CLI asks its tools when it is cancelled. One that ignores it lives on.</summary>
    public void Terminate()
    {
        lock (_tools)
        {
            _tools.ForEach(Native.Terminate);
        }
    }

    // A shell that turns into sleep: a child costs a millisecond, where another copy of this program would cost thirty.
    private static string[] Command(JsonElement step, string pidFile)
    {
        var seconds = step.GetProperty("seconds").GetInt32().ToString(CultureInfo.InvariantCulture);

        if (OperatingSystem.IsWindows())
        {
            return [Environment.ProcessPath!, SleepVerb, seconds];
        }

        var deafness = step.GetProperty("ignoringSignals").GetBoolean() ? "trap '' TERM INT; " : "";
        var pipes = step.GetProperty("holdingPipes").GetBoolean() ? "" : " >/dev/null 2>&1";
        string[] shell = ["sh", "-c", $"{deafness}echo $$ >\"$1\"; exec sleep \"$2\" </dev/null{pipes}", "sh", pidFile, seconds];

        return step.GetProperty("inOwnSession").GetBoolean() ? ["setsid", .. shell] : shell;
    }

    private static int WaitForId(string pidFile)
    {
        while (true)
        {
            if (File.Exists(pidFile) && File.ReadAllText(pidFile) is [.. var id, '\n'])
            {
                return int.Parse(id, CultureInfo.InvariantCulture);
            }

            Thread.Sleep(PollInterval);
        }
    }
}
