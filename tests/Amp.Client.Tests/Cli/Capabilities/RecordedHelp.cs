namespace Amp.Client.Tests.Cli.Capabilities;

/// <summary>What the CLIs printed for <c>--version</c> and <c>--help</c>, oldest first: <c>tests/Recordings/*/help</c>.</summary>
internal static class RecordedHelp
{
    public const string January7 = "0.0.1767830505-ga62310";
    public const string January25 = "0.0.1769314944-g5070a1";
    public const string February10 = "0.0.1770734955-g93e689";
    public const string March13 = "0.0.1773432280-gcd86a7";
    public const string March27 = "0.0.1774569934-g39e3ec";
    public const string April12 = "0.0.1775981571-g834e73";
    public const string April21 = "0.0.1776788459-gfad969";
    public const string September23 = "0.0.1790142911-g7618fb";

    /// <summary>Made by hand after the source documents: no CLI with these flags can be had any more.</summary>
    public const string Older =
        """
        Usage: amp [options] [command] [prompt]

        Options:
          -V, --version                    output the version number
          -p, --print                      Print response and exit (useful for pipes)
          --output-format <format>         Output format (choices: "text", "json", "stream-json")
          --dangerously-skip-permissions   Bypass all permission checks
          --continue SESSION_ID            Continue a conversation
          --model <model>                  Model for the current session
          --toolbox TOOLBOX                Toolbox to use
          -h, --help                       display help for command

        Commands:
          mcp                              Manage MCP servers
            list                           List the servers
          update|upgrade                   Update the CLI
        """;

    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<string> Versions { get; } =
        [.. Directory.EnumerateDirectories(Path.Combine(Root, "tests", "Recordings"), "0.0.*").Where(folder => Directory.Exists(Path.Combine(folder, "help"))).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    public static string HelpOf(string version) => File.ReadAllText(Path.Combine(Root, "tests", "Recordings", version, "help", "help.out.txt"));

    public static string VersionOf(string version) => File.ReadAllText(Path.Combine(Root, "tests", "Recordings", version, "help", "version.out.txt"));

    public static AmpCliCapabilities Of(string version) => AmpCliCapabilities.Parse(VersionOf(version), HelpOf(version));

    // Not by [CallerFilePath]: a deterministic build writes another path there.
    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AmpClient.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("These tests read the repository's recordings: run them from a checkout.");
    }
}
