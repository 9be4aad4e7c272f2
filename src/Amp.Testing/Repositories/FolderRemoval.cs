namespace Amp.Testing.Repositories;

/// <summary>Deletes a folder of a test, as far as the system lets it.</summary>
internal static class FolderRemoval
{
    private const int Tries = 5;

    public static void Remove(string folder)
    {
        for (var i = 0; i < Tries && Directory.Exists(folder); i++)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Git's objects are read-only, which counts on Windows; or somebody still writes.
                MakeWritable(folder);
            }
        }
    }

    private static void MakeWritable(string folder)
    {
        if (!OperatingSystem.IsWindows() || !Directory.Exists(folder))
        {
            return;
        }

        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            File.SetAttributes(file, FileAttributes.Normal);
        }
    }
}
