using Amp.Client.Processes;

namespace Amp.Client.Settings;

/// <summary>The settings file of a run, ready to be written.</summary>
/// <param name="folder">Where it will lie.</param>
/// <param name="json">What it will hold.</param>
internal sealed class PreparedSettings(RunFolder folder, ReadOnlyMemory<byte> json)
{
    /// <summary>What the file will hold.</summary>
    public ReadOnlyMemory<byte> Json => json;

    /// <summary>The file's path. There is no file before it is started with.</summary>
    public string FilePath => folder.SettingsPath;

    /// <summary>Names the file in a request, in place of the one that it was made of.</summary>
    public static AmpRequest PutInto(AmpRequest request, PreparedSettings? settings) =>
        settings is null ? request : request with { Options = request.Options with { SettingsFile = settings.FilePath } };

    /// <summary>Starts a process that reads the file: it is there before the process starts, and gone when it has ended or could not be started.</summary>
    /// <param name="settings">The settings, or <see langword="null"/> when the run has none.</param>
    /// <param name="start">Starts the process.</param>
    public static IAmpProcess Start(PreparedSettings? settings, Func<IAmpProcess> start) => settings is null ? start() : settings.WriteAndStart(start);

    private ProcessWithFolder WriteAndStart(Func<IAmpProcess> start)
    {
        folder.Write(Json);
        try
        {
            return new(start(), folder);
        }
        catch
        {
            folder.Delete();
            throw;
        }
    }
}
