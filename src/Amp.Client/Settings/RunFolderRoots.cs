namespace Amp.Client.Settings;

/// <summary>Where the private folders of runs may lie.</summary>
internal static class RunFolderRoots
{
    private const string Name = "amp-sdk-dotnet";

    /// <summary>The user's runtime folder, which is in memory and gone at logout; the cache; the temporary folder.</summary>
    public static IReadOnlyList<string> ForThisUser()
    {
        if (OperatingSystem.IsWindows())
        {
            // A service account may have no application data; its temporary folder is its own, too.
            return Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData) is { Length: > 0 } data ? [Path.Combine(data, Name, "runs"), Path.GetTempPath()] : [Path.GetTempPath()];
        }

        List<string> roots = [];
        if (Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } runtime && Path.IsPathRooted(runtime) && Directory.Exists(runtime))
        {
            roots.Add(Path.Combine(runtime, Name, "runs"));
        }

        if (Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache && Path.IsPathRooted(cache))
        {
            roots.Add(Path.Combine(cache, Name, "runs"));
        }
        else if (Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) is { Length: > 0 } home)
        {
            roots.Add(Path.Combine(home, ".cache", Name, "runs"));
        }

        // No folder in between: somebody else could have made that one, and exchange what we put into it.
        roots.Add(Path.GetTempPath());
        return roots;
    }
}
