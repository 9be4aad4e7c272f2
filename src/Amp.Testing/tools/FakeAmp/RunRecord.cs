using System.Collections;
using System.Globalization;
using System.Text.Json;

namespace Amp.Testing.Player;

/// <summary>What a test can read back about this run: one folder per run, whose files are never changed once they are there.</summary>
/// <remarks>Split into a file for the beginning and one for the end, because a run that is killed has no end to write.</remarks>
internal sealed class RunRecord
{
    private readonly string _folder;
    private int _children;
    private int _hasEnded;

    public RunRecord(string home)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow.Ticks:d19}-{Environment.ProcessId}");
        _folder = Directory.CreateDirectory(Path.Combine(home, "runs", name)).FullName;
    }

    public string InputPath => Path.Combine(_folder, "stdin");

    public string NextChildPath() => Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"child-{++_children}"));

    public void Begin(CommandLine commandLine) => Write("start.json", json =>
    {
        json.WriteNumber("processId", Environment.ProcessId);
        json.WriteString("at", DateTime.UtcNow);
        json.WriteString("workingDirectory", Environment.CurrentDirectory);
        json.WriteBoolean("isProbe", commandLine.AsksForVersion || commandLine.AsksForHelp);
        WriteArguments(json, commandLine.Arguments);
        WriteEnvironment(json);
    });

    /// <summary>Keeps the exit code; only the first of several that end the run at once is believed.</summary>
    /// <returns>Whether the caller is the one who ends the run.</returns>
    public bool End(int exitCode)
    {
        if (Interlocked.Exchange(ref _hasEnded, 1) is not 0)
        {
            return false;
        }

        Write("end.json", json =>
        {
            json.WriteNumber("exitCode", exitCode);
            json.WriteString("at", DateTime.UtcNow);
        });
        return true;
    }

    public static void WriteArguments(Utf8JsonWriter json, string[] arguments)
    {
        json.WriteStartArray("arguments");
        foreach (var argument in arguments)
        {
            json.WriteStringValue(argument);
        }

        json.WriteEndArray();
    }

    public static void WriteEnvironment(Utf8JsonWriter json)
    {
        json.WriteStartObject("environment");
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            json.WriteString((string)variable.Key, (string?)variable.Value);
        }

        json.WriteEndObject();
    }

    private void Write(string name, Action<Utf8JsonWriter> write)
    {
        var path = Path.Combine(_folder, name);
        var unfinished = path + ".tmp";

        try
        {
            using (var file = File.Create(unfinished))
            using (var json = new Utf8JsonWriter(file))
            {
                json.WriteStartObject();
                write(json);
                json.WriteEndObject();
            }

            // Whoever sees the name sees the whole file.
            File.Move(unfinished, path);
        }
        catch (IOException) when (!Directory.Exists(_folder))
        {
            // The test has ended and taken the folder away: nobody is left to read this.
        }
    }
}
