using System.Text.Json;
using Amp.Client.Settings;
using Microsoft.Extensions.Logging.Abstractions;

namespace Amp.Client.Tests.Settings;

/// <summary>A user with a home, a repository to work in, and a place for private folders.</summary>
internal sealed class SettingsFolder : IDisposable
{
    private readonly string _root = RealPath.Of(Directory.CreateTempSubdirectory("amp-settings-").FullName);

    public SettingsFolder()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(UserFile)!);
        Directory.CreateDirectory(Path.Combine(Repository, ".git"));
        Environment = new() { [OperatingSystem.IsWindows() ? "USERPROFILE" : "HOME"] = _root };
        Folders = new([Private], TimeProvider.System);
    }

    public string UserFile => Path.Combine(_root, ".config", "amp", "settings.json");

    public string Repository => Path.Combine(_root, "repository");

    public string Private => Path.Combine(_root, "private");

    public Dictionary<string, string> Environment { get; }

    public RunFolders Folders { get; set; }

    public string In(string name) => Path.Combine(_root, name);

    public static string Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public string WriteWorkspace(string json, string folder = "") => Write(Path.Combine(Repository, folder, ".amp", "settings.json"), json);

    public PreparedSettings? Prepare(AmpSettings settings, AmpRunOptions? options = null, string? directory = null) =>
        SettingsPreparation.Prepare((options ?? new()) with { Settings = settings }, directory ?? Repository, Environment, Folders, NullLogger.Instance);

    /// <summary>What the CLI would be given.</summary>
    public JsonElement Merge(AmpSettings settings) => JsonElement.Parse(Prepare(settings)!.Json.Span);

    public AmpSettingsReport ReportOn(AmpSettings settings, string? directory = null)
    {
        var reports = new Reports();
        Prepare(settings with { Report = reports }, directory: directory);
        return Assert.Single(reports);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    internal sealed class Reports : List<AmpSettingsReport>, IProgress<AmpSettingsReport>
    {
        public void Report(AmpSettingsReport value) => Add(value);
    }
}
