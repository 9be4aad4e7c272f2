using System.Globalization;
using System.Text.Json;

namespace Amp.Testing;

/// <summary>Where the parts of a recording are, and how it ended.</summary>
internal sealed record RecordingFiles(string Output)
{
    private const string OutputName = "stdout.jsonl";

    public string? Timings { get; init; }

    public string? Error { get; init; }

    /// <summary>The step that ends the run as it ended; null for exit code 0.</summary>
    public string? Ending { get; init; }

    /// <summary>Finds the parts.</summary>
    /// <exception cref="FileNotFoundException">There is no recording.</exception>
    public static RecordingFiles Find(string path)
    {
        var full = Path.GetFullPath(path);

        if (!Directory.Exists(full))
        {
            return Path.GetFileName(full) is OutputName or OutputName + ".gz" && File.Exists(full)
                ? Find(Path.GetDirectoryName(full)!)
                : new(Existing(full) ?? throw NotFound(full));
        }

        return new(Existing(full, OutputName) ?? throw NotFound(Path.Combine(full, OutputName)))
        {
            Timings = File.Exists(Path.Combine(full, "timings.txt")) ? Path.Combine(full, "timings.txt") : null,
            Error = Existing(full, "stderr.txt"),
            Ending = File.Exists(Path.Combine(full, "exit")) ? EndingOf(File.ReadAllText(Path.Combine(full, "exit")).Trim()) : null,
        };
    }

    public void WriteTo(Utf8JsonWriter json, double scale)
    {
        json.WriteString("stdout", Output);
        json.WriteNumber("scale", scale);
        json.WriteBoolean("hangs", Ending == ScriptStep.Hang);

        if (Timings is not null)
        {
            json.WriteString("timings", Timings);
        }

        if (Error is not null)
        {
            json.WriteString("stderr", Error);
        }
    }

    // "0", "1 (after the action: 0.06s)", "-9 (…)" for a signal; "timeout(…)" and "None (…)" for a CLI that did not end by itself.
    private static string? EndingOf(string exit) =>
        !int.TryParse(exit.Split(' ')[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var code) ? ScriptStep.Hang
        : code < 0 ? ScriptStep.Crash(-code)
        : code > 0 ? ScriptStep.Exit(code)
        : null;

    private static string? Existing(string folder, string name) => Existing(Path.Combine(folder, name));

    private static string? Existing(string file) => File.Exists(file) ? file : File.Exists(file + ".gz") ? file + ".gz" : null;

    private static FileNotFoundException NotFound(string file) => new($"There is no recording '{file}', nor '{file}.gz'.", file);
}
