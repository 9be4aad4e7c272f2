using System.Globalization;
using System.Text.Json;

namespace Amp.Testing.Player;

/// <summary>Plays the script that lies next to this program, whatever the command line is.</summary>
internal static class Program
{
    private const int NoScript = 70;

    public static int Main(string[] args)
    {
        if (args is [Children.SleepVerb, var seconds])
        {
            Thread.Sleep(TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)));
            return 0;
        }

        RuntimeLitter.Remove();

        var home = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        var path = Path.Combine(home, "script.json");

        if (!File.Exists(path))
        {
            Console.Error.WriteLine($"FakeAmp plays the script '{path}', which does not exist. Start it through Amp.Testing's FakeAmp.Path.");
            return NoScript;
        }

        Owner.Watch(home);
        using var script = JsonDocument.Parse(File.ReadAllBytes(path));
        return Play(home, new CommandLine(args), new Script(script.RootElement));
    }

    private static int Play(string home, CommandLine commandLine, Script script)
    {
        var record = new RunRecord(home);
        record.Begin(commandLine);

        var stage = new Stage(commandLine, new Session(), new Input(), new Output(), new Children(home, record), new McpServers(commandLine.McpConfig, home));
        stage.Input.Start(record.InputPath, script.ReadsInput);
        using var signals = new Signals(stage, record);

        var exitCode = new Player(stage, signals).Play(script);

        stage.McpServers.Dispose();

        if (!record.End(exitCode))
        {
            // A signal came first, and is about to end the process.
            Thread.Sleep(Timeout.Infinite);
        }

        return exitCode;
    }
}
