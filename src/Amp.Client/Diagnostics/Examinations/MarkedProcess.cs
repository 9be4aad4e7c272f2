using System.Globalization;
using System.Text;
using Amp.Client.Cli;

namespace Amp.Client.Diagnostics.Examinations;

/// <summary>A process that carries the mark of a run.</summary>
/// <remarks>
/// A run's host is its nearest ancestor without the run's mark. When the host dies, its children go to the first process or to a
/// session's own <c>systemd</c>: a run that none of its processes ties to anything else has no host. In a container the host may be the
/// first process itself, so that one is taken for a host when it runs .NET.
/// </remarks>
internal sealed record MarkedProcess(int Id, int ParentId, string Name, string RunId)
{
    private const string Mark = CliEnvironment.RunMarker + "=";

    /// <param name="processes">The folder that shows the processes: <c>/proc</c>.</param>
    /// <param name="self">The id of this process, which is a living host.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static IReadOnlyList<MarkedProcess> FindOrphans(string processes, int self, CancellationToken cancellationToken)
    {
        List<MarkedProcess> marked = [];
        foreach (var folder in Directory.EnumerateDirectories(processes))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && TryRead(folder, id) is { } process)
            {
                marked.Add(process);
            }
        }

        return
        [
            .. marked
                .GroupBy(static process => process.RunId)
                .Where(run => !run.Any(process => process.Id == self || HasHost(process, run, processes, self)))
                .SelectMany(static run => run)
                .OrderBy(static process => process.Id),
        ];
    }

    private static bool HasHost(MarkedProcess process, IEnumerable<MarkedProcess> run, string processes, int self) =>
        run.All(other => other.Id != process.ParentId)
        && (process.ParentId == self || (process.ParentId > 0 && !IsReaper(processes, process.ParentId)));

    private static bool IsReaper(string processes, int id) => ReadName($"{processes}/{id}") switch
    {
        null or "systemd" => true,
        _ => id == 1 && !RunsDotnet($"{processes}/{id}"),
    };

    private static bool RunsDotnet(string folder)
    {
        try
        {
            return File.ReadAllText($"{folder}/maps") is var maps && (maps.Contains("coreclr", StringComparison.Ordinal) || maps.Contains("Amp.Client", StringComparison.Ordinal));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The first process of a whole system, which is not ours to look at.
            return false;
        }
    }

    private static MarkedProcess? TryRead(string folder, int id)
    {
        try
        {
            // A zombie's environment is empty: it is dead already, and its parent's business.
            var run = Encoding.UTF8.GetString(File.ReadAllBytes($"{folder}/environ")).Split('\0').FirstOrDefault(static variable => variable.StartsWith(Mark, StringComparison.Ordinal));
            if (run is null)
            {
                return null;
            }

            // "4711 (a name, perhaps with spaces) S 1 …": the parent is the second field after the name.
            var stat = File.ReadAllText($"{folder}/stat");
            var parent = stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1];
            return new(id, int.Parse(parent, CultureInfo.InvariantCulture), ReadName(folder) ?? "?", run[Mark.Length..]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended while we looked, or belongs to somebody else.
            return null;
        }
    }

    private static string? ReadName(string folder)
    {
        try
        {
            return File.ReadAllText($"{folder}/comm").Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
