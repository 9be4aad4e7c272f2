using System.Text;
using Amp.Client.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Amp.Client.Settings;

/// <summary>The private folders of runs, one for each: where they may lie, and which of them nobody needs any more.</summary>
/// <param name="roots">Where they may lie, best first.</param>
/// <param name="clock">Tells how old a folder is.</param>
internal sealed class RunFolders(IReadOnlyList<string> roots, TimeProvider clock)
{
    private const string Prefix = "amp-sdk-run-";
    private static readonly TimeSpan ReapInterval = TimeSpan.FromHours(1);

    // A folder gets its record a moment after it was made.
    private static readonly TimeSpan WithoutRecord = TimeSpan.FromHours(1);

    // A run may take a day.
    private static readonly TimeSpan OfUnknownHost = TimeSpan.FromDays(2);

    private readonly Lock _reaping = new();
    private DateTimeOffset? _reaped;

    /// <summary>Those of this user.</summary>
    public static RunFolders Shared { get; } = new(RunFolderRoots.ForThisUser(), TimeProvider.System);

    /// <summary>Chooses a place for a folder outside of another folder. The folder itself is not made yet.</summary>
    /// <param name="workspace">The root of the repository that the run works in.</param>
    /// <param name="longestPath">How many bytes the path of the folder may have: a socket's has little room.</param>
    /// <exception cref="AmpConfigurationException">There is no such place.</exception>
    public RunFolder Choose(string workspace, int longestPath = int.MaxValue)
    {
        List<string> reasons = [];
        foreach (var root in roots)
        {
            try
            {
                if (RealPath.IsInside(RealPath.Of(root), workspace))
                {
                    reasons.Add($"'{root}' lies in the run's workspace '{workspace}'.");
                    continue;
                }

                var path = Path.Combine(root, $"{Prefix}{Guid.NewGuid():N}");
                if (Encoding.UTF8.GetByteCount(path) > longestPath)
                {
                    reasons.Add($"'{root}' is too long for the path of a socket.");
                    continue;
                }

                PrivateFiles.CreateFolder(root);
                return new(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                reasons.Add($"'{root}': {e.Message}");
            }
        }

        throw new AmpConfigurationException($"There is no private place for the settings of the run outside of where the agent works. {string.Join(' ', reasons)} Set XDG_RUNTIME_DIR to a folder of this user's own elsewhere.");
    }

    /// <summary>Deletes what processes left behind that ended without deleting it: at the first call, and then at most once an hour. Does not fail.</summary>
    public void ReapIfDue(ILogger logger)
    {
        lock (_reaping)
        {
            var now = clock.GetUtcNow();
            if (_reaped is { } last && now - last < ReapInterval)
            {
                return;
            }

            _reaped = now;
        }

        foreach (var folder in roots.SelectMany(Folders).Where(IsAbandoned))
        {
            if (RunFolder.TryDelete(folder))
            {
                Log.RunFolderReaped(logger, folder);
            }
        }
    }

    private static IEnumerable<string> Folders(string root)
    {
        try
        {
            return Directory.GetDirectories(root, Prefix + "*");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];   // nothing was ever kept there
        }
    }

    private bool IsAbandoned(string folder)
    {
        var age = clock.GetUtcNow() - new DateTimeOffset(Directory.GetLastWriteTimeUtc(folder));
        return RunFolderOwner.Read(folder) is { } owner
            ? owner.HasEnded ?? age > OfUnknownHost
            : age > WithoutRecord;
    }
}
