using Amp.Client;

namespace Amp.Batch.Tests.Planning;

/// <summary>CLIs of which the help was recorded.</summary>
internal static class RecordedCli
{
    public static string Root { get; } = FindRoot();

    public static AmpCliCapabilities March { get; } = Read("0.0.1774569934-g39e3ec");

    public static AmpCliCapabilities September { get; } = Read("0.0.1790142911-g7618fb");

    private static AmpCliCapabilities Read(string version) =>
        AmpCliCapabilities.Parse(version, File.ReadAllText(Path.Combine(Root, "tests", "Recordings", version, "help", "help.out.txt")));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "AmpClient.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("AmpClient.sln was not found above the tests.");
        }

        return folder.FullName;
    }
}
