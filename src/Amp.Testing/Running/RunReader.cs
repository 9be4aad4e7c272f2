using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Amp.Testing.Running;

/// <summary>Reads back what the player has kept. The other end is <c>RunRecord.cs</c> in tools/FakeAmp.</summary>
internal static class RunReader
{
    /// <summary>Gives the runs in the order of their start.</summary>
    /// <param name="home">The folder of the fake.</param>
    /// <param name="probes">Whether to give the runs that asked for the version or the help, or the others.</param>
    public static FakeAmpRun[] Read(string home, bool probes) =>
        [.. RunFolders(home).Select(folder => ReadRun(folder, probes)).OfType<FakeAmpRun>()];

    /// <summary>Gives the ids of all processes that were ever started and have not said that they ended.</summary>
    public static IEnumerable<int> UnendedProcessIds(string home) =>
        Read(home, probes: false).Concat(Read(home, probes: true))
            .SelectMany(run => run.ExitCode is null ? run.ChildProcessIds.Append(run.ProcessId) : run.ChildProcessIds);

    private static IEnumerable<string> RunFolders(string home)
    {
        var runs = Path.Combine(home, "runs");
        return Directory.Exists(runs) ? Directory.GetDirectories(runs).Order(StringComparer.Ordinal) : [];
    }

    private static FakeAmpRun? ReadRun(string folder, bool probes)
    {
        // Until this file is there, the run has not begun.
        if (!File.Exists(Path.Combine(folder, "start.json")))
        {
            return null;
        }

        using var start = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "start.json")));
        using var end = File.Exists(Path.Combine(folder, "end.json")) ? JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "end.json"))) : null;

        return start.RootElement.GetProperty("isProbe").GetBoolean() != probes ? null : new FakeAmpRun
        {
            ProcessId = start.RootElement.GetProperty("processId").GetInt32(),
            StartedAt = start.RootElement.GetProperty("at").GetDateTimeOffset(),
            WorkingDirectory = start.RootElement.GetProperty("workingDirectory").GetString()!,
            Arguments = [.. start.RootElement.GetProperty("arguments").EnumerateArray().Select(argument => argument.GetString()!)],
            Environment = start.RootElement.GetProperty("environment").EnumerateObject()
                .ToDictionary(variable => variable.Name, variable => variable.Value.GetString()!, StringComparer.Ordinal),
            StandardInput = ReadShared(Path.Combine(folder, "stdin")),
            ChildProcessIds = [.. Directory.GetFiles(folder, "child-*").Order(StringComparer.Ordinal).Select(ReadId).OfType<int>()],
            EndedAt = end?.RootElement.GetProperty("at").GetDateTimeOffset(),
            ExitCode = end?.RootElement.GetProperty("exitCode").GetInt32(),
        };
    }

    private static int? ReadId(string file) =>
        int.TryParse(ReadShared(file).AsSpan().TrimEnd(), CultureInfo.InvariantCulture, out var id) ? id : null;

    // The player may be writing to it.
    private static string ReadShared(string path)
    {
        if (!File.Exists(path))
        {
            return "";
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
