namespace Amp.Client.Settings;

/// <summary>A folder of one run that only this user can look into.</summary>
internal sealed class RunFolder(string path)
{
    private const string SettingsName = "settings.json";

    private readonly Lock _deleting = new();

    public string Path => path;

    public string SettingsPath { get; } = System.IO.Path.Combine(path, SettingsName);

    /// <exception cref="AmpConfigurationException">It cannot be written.</exception>
    public void Write(ReadOnlyMemory<byte> settings)
    {
        try
        {
            PrivateFiles.CreateFolder(path);
            RunFolderOwner.Current.Write(path);
            PrivateFiles.Write(SettingsPath, settings.Span);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            TryDelete(path);
            throw new AmpConfigurationException($"The settings of the run cannot be written to '{path}': {e.Message}", e);
        }
    }

    /// <summary>Deletes it with all it holds. Does not fail; the reaper has another chance.</summary>
    public void Delete()
    {
        // One at a time, so that it is gone when this returns, whoever was first.
        lock (_deleting)
        {
            TryDelete(path);
        }
    }

    public static bool TryDelete(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
