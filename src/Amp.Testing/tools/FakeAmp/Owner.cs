using System.Diagnostics;
using System.Globalization;

namespace Amp.Testing.Player;

/// <summary>The process that made the fake. When it is gone, nobody is left to end what hangs here.</summary>
internal static class Owner
{
    private const int Sigkill = 9;

    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(5);

    /// <summary>Ends this process, and takes the folder away, some seconds after the owner has ended.</summary>
    /// <param name="home">The folder of the fake; its file <c>owner</c> has the id. Without one there is no owner.</param>
    public static void Watch(string home)
    {
        var file = Path.Combine(home, "owner");

        if (File.Exists(file) && int.TryParse(File.ReadAllText(file), CultureInfo.InvariantCulture, out var owner))
        {
            new Thread(() => Watch(home, owner)) { IsBackground = true, Name = "owner" }.Start();
        }
    }

    private static void Watch(string home, int owner)
    {
        do
        {
            Thread.Sleep(CheckInterval);
        }
        while (Lives(owner));

        try
        {
            Directory.Delete(home, recursive: true);
        }
        catch (IOException)
        {
            // Another run of the same fake is at it.
        }

        Native.Die(Sigkill);
    }

    private static bool Lives(int owner)
    {
        if (OperatingSystem.IsLinux())
        {
            return Directory.Exists(string.Create(CultureInfo.InvariantCulture, $"/proc/{owner}"));
        }

        try
        {
            using var process = Process.GetProcessById(owner);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
