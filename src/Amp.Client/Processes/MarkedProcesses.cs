using System.Globalization;
using System.Runtime.Versioning;
using System.Text;

namespace Amp.Client.Processes;

/// <summary>Finds what a run started in <c>/proc</c>, also what left the process tree because its parent ended first, and kills it.</summary>
/// <remarks>A look through <c>/proc</c> costs some milliseconds, so runs that end at the same time share one. Safe to call from any thread.</remarks>
[SupportedOSPlatform("linux")]
internal static class MarkedProcesses
{
    private const int MaxRounds = 5;

    private static readonly byte[] Mark = Encoding.UTF8.GetBytes(Cli.CliEnvironment.RunMarker + "=");
    private static readonly Lock Entering = new();
    private static Dictionary<string, TaskCompletionSource> _waiting = [];
    private static bool _isSweeping;

    /// <summary>Kills every process that carries the mark of a run in its environment.</summary>
    /// <param name="runId">The run.</param>
    /// <returns>Completes when none was left.</returns>
    public static Task KillAsync(string runId)
    {
        lock (Entering)
        {
            if (!_waiting.TryGetValue(runId, out var done))
            {
                _waiting[runId] = done = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            if (!_isSweeping)
            {
                _isSweeping = true;
                _ = Task.Run(Sweep);
            }

            return done.Task;
        }
    }

    private static void Sweep()
    {
        while (true)
        {
            Dictionary<string, TaskCompletionSource> runs;
            lock (Entering)
            {
                if (_waiting.Count == 0)
                {
                    _isSweeping = false;
                    return;
                }

                (runs, _waiting) = (_waiting, []);
            }

            // More than once, because a process may have been starting another while it was being killed.
            for (var round = 0; round < MaxRounds && KillOnce(runs); round++)
            {
            }

            foreach (var done in runs.Values)
            {
                done.SetResult();
            }
        }
    }

    private static bool KillOnce(Dictionary<string, TaskCompletionSource> runs)
    {
        var isAnyFound = false;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && id != Environment.ProcessId
                && ReadMark(folder) is { } run
                && runs.ContainsKey(run))
            {
                UnixSignal.SendKill(id);
                isAnyFound = true;
            }
        }

        return isAnyFound;
    }

    private static string? ReadMark(string folder)
    {
        try
        {
            // A zombie's environment is empty, so a process that is already dead is not found again.
            var environment = File.ReadAllBytes($"{folder}/environ").AsSpan();
            var at = environment.IndexOf(Mark);
            if (at < 0)
            {
                return null;
            }

            var value = environment[(at + Mark.Length)..];
            var end = value.IndexOf((byte)0);
            return Encoding.UTF8.GetString(end < 0 ? value : value[..end]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended while we looked, or belongs to somebody else.
            return null;
        }
    }
}
