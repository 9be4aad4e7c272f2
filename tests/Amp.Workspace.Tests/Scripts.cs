namespace Amp.Workspace.Tests;

/// <summary>Programs for git to run: hooks, filters.</summary>
internal static class Scripts
{
    public static async Task WriteAsync(string path, string body)
    {
        await File.WriteAllTextAsync(path, "#!/bin/sh\n" + body + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
