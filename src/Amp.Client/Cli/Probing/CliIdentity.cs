namespace Amp.Client.Cli;

/// <summary>Tells whether a CLI is still the one that was asked: by its path, and the size and time of the file behind it.</summary>
/// <param name="Path">The path that it is run by.</param>
/// <param name="Target">The file that a link there leads to in the end; the path itself where there is none.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="ModifiedTicks">When it was written, in ticks of UTC.</param>
internal sealed record CliIdentity(string Path, string Target, long Size, long ModifiedTicks)
{
    /// <summary>Whether it lies among temporary files, and so is not worth remembering.</summary>
    public bool IsTemporary => IsBelow(Target, System.IO.Path.GetTempPath()) || IsBelow(Path, System.IO.Path.GetTempPath());

    public static CliIdentity Of(string path)
    {
        try
        {
            var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
            var file = new FileInfo(target);
            return new(path, target, file.Length, file.LastWriteTimeUtc.Ticks);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is gone, or cannot be looked at: starting it will say so.
            return new(path, path, 0, 0);
        }
    }

    private static bool IsBelow(string file, string folder) => file.StartsWith(System.IO.Path.GetFullPath(folder), OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
}
