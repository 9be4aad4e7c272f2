namespace SessionHost;

/// <summary>A folder that goes with the program.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("session-host-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
