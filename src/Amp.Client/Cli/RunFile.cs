using System.Text;
using Amp.Client.Processes;
using Amp.Client.Settings;

namespace Amp.Client.Cli;

/// <summary>A file that only this user can read, in a folder of its own outside of every repository: for what must not show among the arguments.</summary>
internal sealed class RunFile
{
    private readonly string _content;

    private RunFile(string path, string content) => (Path, _content) = (path, content);

    /// <summary>Where it will be.</summary>
    public string Path { get; }

    /// <summary>What it will hold.</summary>
    public string Content => _content;

    /// <summary>Chooses a place, where a later run finds and removes it if this process dies. Nothing is written yet.</summary>
    /// <param name="content">What it will hold.</param>
    /// <param name="name">Its name.</param>
    /// <param name="directory">The run's working directory: the place is outside of its repository.</param>
    /// <exception cref="AmpConfigurationException">There is no private place outside of it.</exception>
    public static RunFile Holding(string content, string name, string directory) =>
        new(System.IO.Path.Combine(RunFolders.Shared.Choose(Workspace.At(directory).Root).Path, name), content);

    /// <exception cref="IOException">The folder cannot be written to.</exception>
    private void Write()
    {
        var folder = System.IO.Path.GetDirectoryName(Path)!;
        PrivateFiles.CreateFolder(folder);
        RunFolderOwner.Current.Write(folder);
        PrivateFiles.Write(Path, Encoding.UTF8.GetBytes(_content));
    }

    /// <summary>Deletes it with its folder. Does not fail.</summary>
    private void Delete()
    {
        try
        {
            Directory.Delete(System.IO.Path.GetDirectoryName(Path)!, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It was never written, or the temporary folder is gone.
        }
    }

    /// <summary>Starts a process that reads files: they are there before it starts, and gone when it has ended or could not be started.</summary>
    public static AmpProcess StartWith(IReadOnlyList<RunFile> files, Func<AmpProcess> start)
    {
        try
        {
            foreach (var file in files)
            {
                file.Write();
            }

            var process = start();
            _ = DeleteAfterAsync(process.Exited, files);
            return process;
        }
        catch
        {
            Delete(files);
            throw;
        }
    }

    private static async Task DeleteAfterAsync(Task exited, IReadOnlyList<RunFile> files)
    {
        await exited.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Delete(files);
    }

    private static void Delete(IReadOnlyList<RunFile> files)
    {
        foreach (var file in files)
        {
            file.Delete();
        }
    }
}
