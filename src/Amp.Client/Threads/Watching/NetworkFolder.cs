namespace Amp.Client.Threads;

/// <summary>Says of which folders the system does not tell what another machine does to them.</summary>
internal static class NetworkFolder
{
    private static readonly string[] Formats = ["nfs", "cifs", "smb", "9p", "fuse", "afs", "ceph", "gluster", "lustre", "virtiofs", "vboxsf", "prl_fs", "davfs", "webdav"];

    public static bool Is(string folder)
    {
        try
        {
            if (!Directory.Exists(folder))
            {
                return false;
            }

            var drive = new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(folder)! : folder);
            return drive.DriveType is DriveType.Network || Formats.Any(format => drive.DriveFormat.StartsWith(format, StringComparison.OrdinalIgnoreCase));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A share by its name (\\server\share) is no drive.
            return folder.StartsWith(@"\\", StringComparison.Ordinal);
        }
    }
}
