using System.Globalization;
using System.Text;
using Amp.Client.Configuration;
using Amp.Client.Sessions.Journal;
using Amp.Client.Settings;

namespace Amp.Client.Sessions;

/// <summary>The folder that sessions are kept in, held by this host alone. The system lets go of it when the host dies.</summary>
internal sealed class SessionFolder : IDisposable
{
    private const string Prefix = "s-";
    private const string LockName = "lock";
    private const string OwnerName = "owner";

    private readonly FileStream _lock;

    private SessionFolder(string path, FileStream held) => (Path, _lock) = (path, held);

    public string Path { get; }

    public IEnumerable<string> Folders => Directory.EnumerateDirectories(Path, Prefix + "*");

    /// <summary>Where a client's sessions are kept when nobody says otherwise.</summary>
    /// <param name="client">The client's name; empty for the default one.</param>
    public static string DefaultPath(string client)
    {
        var data = OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { } xdg && System.IO.Path.IsPathRooted(xdg) ? xdg
            : Environment.GetEnvironmentVariable("HOME") is { } home && System.IO.Path.IsPathRooted(home) ? System.IO.Path.Combine(home, ".local", "share")
            : "";
        return data.Length > 0
            ? System.IO.Path.Combine(data, "amp-sdk-dotnet", "sessions", client.Length == 0 ? "default" : "client-" + Uri.EscapeDataString(client))
            : throw new AmpSessionException(AmpSessionErrorKind.StoreFailed, $"This user has no home, so there is no folder for sessions: name one in {nameof(AmpSessionManagerOptions)}.{nameof(AmpSessionManagerOptions.Folder)}.");
    }

    /// <exception cref="AmpSessionException">Another host has it, or it cannot be used.</exception>
    public static SessionFolder Take(string path)
    {
        try
        {
            PrivateFiles.CreateFolder(path);
            var held = Lock(path);
            using var owner = JournalFile.Create(System.IO.Path.Combine(path, OwnerName));
            owner.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId} on {Environment.MachineName}")));
            return new(path, held);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AmpSessionException(AmpSessionErrorKind.StoreFailed, $"The folder '{path}' cannot be used for sessions: {e.Message}", e);
        }
    }

    public string PathOf(AmpSessionId session) => System.IO.Path.Combine(Path, Prefix + session.Value);

    /// <returns><see langword="null"/> when the folder is not one of a session.</returns>
    public static AmpSessionId? SessionOf(string folder) =>
        AmpSessionId.TryParse(System.IO.Path.GetFileName(folder)[Prefix.Length..], null, out var id) ? id : default(AmpSessionId?);

    public void Dispose() => _lock.Dispose();

    private static FileStream Lock(string path)
    {
        // Sharing nothing is a lock of the system on every platform. The file stays: deleting it would let two in.
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = PrivateFile.FileMode;
        }

        try
        {
            return new(System.IO.Path.Combine(path, LockName), options);
        }
        catch (IOException e) when (File.Exists(System.IO.Path.Combine(path, LockName)))
        {
            throw new AmpSessionException(AmpSessionErrorKind.StoreInUse, $"The sessions in '{path}' belong to another host{Owner(path)}. One host at a time may have a folder: stop that one, or name another folder in {nameof(AmpSessionManagerOptions)}.{nameof(AmpSessionManagerOptions.Folder)}.", e);
        }
    }

    private static string Owner(string path)
    {
        try
        {
            return $" (process {File.ReadAllText(System.IO.Path.Combine(path, OwnerName))})";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
