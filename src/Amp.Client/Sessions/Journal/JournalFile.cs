using Amp.Client.Configuration;

namespace Amp.Client.Sessions.Journal;

/// <summary>Opens the files of a log: for their owner alone, readable while they are written, and deletable while they are read.</summary>
internal static class JournalFile
{
    public static FileStream Create(string path) => Open(path, FileMode.Create, FileAccess.ReadWrite);

    public static FileStream OpenToWrite(string path) => Open(path, FileMode.Open, FileAccess.ReadWrite);

    /// <returns><see langword="null"/> when it is gone.</returns>
    public static FileStream? OpenToRead(string path)
    {
        try
        {
            return Open(path, FileMode.Open, FileAccess.Read);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    // No buffer of its own: all reading and writing is by position.
    private static FileStream Open(string path, FileMode mode, FileAccess access)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0, Options = FileOptions.Asynchronous };
        if (mode is FileMode.Create && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = PrivateFile.FileMode;
        }

        return new(path, options);
    }
}
