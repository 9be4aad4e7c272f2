using Amp.Client.Authentication;

namespace Amp.Client.Cli;

/// <summary>Finds the CLI: options, then <c>AMP_CLI_PATH</c>, <c>AMP_BIN</c>, <c>PATH</c>, and the places where installers put it.</summary>
/// <param name="environment">The environment that the CLI will run in.</param>
internal sealed class CliLocator(IReadOnlyDictionary<string, string> environment)
{
    private const string Name = "amp";

    private readonly List<string> _searched = [];

    /// <exception cref="AmpCliNotFoundException">There is no CLI, or what runs it is missing.</exception>
    public CliLocation Locate(string? optionsPath)
    {
        var path = FindNamed(optionsPath, nameof(AmpClientOptions) + "." + nameof(AmpClientOptions.CliPath))
            ?? FindNamed(environment.GetValueOrDefault("AMP_CLI_PATH"), "AMP_CLI_PATH")
            ?? FindNamed(environment.GetValueOrDefault("AMP_BIN"), "AMP_BIN")
            ?? FindOnPath(Name, "PATH")
            ?? FindInstalled();

        var (file, foundBy) = path ?? throw new AmpCliNotFoundException("The Amp CLI was not found.", _searched);
        return new(file, FindRunner(file), foundBy);
    }

    // A place that somebody named on purpose is used or refused: running another CLI instead would surprise them.
    private (string File, string FoundBy)? FindNamed(string? named, string foundBy)
    {
        if (string.IsNullOrWhiteSpace(named))
        {
            _searched.Add($"{foundBy}: not set");
            return null;
        }

        named = ExpandHome(named.Trim());
        var found = named.AsSpan().IndexOfAny(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar) < 0 && !File.Exists(named)
            ? FindOnPath(named, $"{foundBy}={named}, on PATH")
            : TryFile(Path.GetFullPath(named), foundBy);

        return found ?? throw new AmpCliNotFoundException($"The Amp CLI that {foundBy} names was not found: '{named}'. Nothing else was tried, because it was named explicitly.", _searched);
    }

    private (string File, string FoundBy)? FindOnPath(string name, string foundBy)
    {
        foreach (var folder in (environment.GetValueOrDefault("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (TryInFolder(folder, name, foundBy, isReported: false) is { } found)
            {
                return found;
            }
        }

        _searched.Add($"{foundBy}: no '{name}' in any of its folders");
        return null;
    }

    private (string File, string FoundBy)? FindInstalled()
    {
        var home = HomeFolder.In(environment);
        string[] folders = home is null ? [] : [Path.Combine(home, ".amp", "bin"), Path.Combine(home, ".local", "bin")];
        foreach (var folder in OperatingSystem.IsWindows() ? folders : [.. folders, "/usr/local/bin"])
        {
            if (TryInFolder(folder, Name, folder, isReported: true) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private (string File, string FoundBy)? TryInFolder(string folder, string name, string foundBy, bool isReported)
    {
        var file = Path.Combine(folder, name);
        if (OperatingSystem.IsWindows() && !Path.HasExtension(name))
        {
            if (!File.Exists(file + ".exe") && File.Exists(file + ".cmd"))
            {
                // Arguments for a batch file are parsed a second time by cmd.exe, so that text could become a command.
                _searched.Add($"{file}.cmd: a batch file, which cannot be given arguments safely; name the .exe or .js file that it runs");
            }

            file += ".exe";
        }

        return isReported || File.Exists(file) ? TryFile(Path.GetFullPath(file), foundBy) : null;
    }

    private (string File, string FoundBy)? TryFile(string file, string foundBy)
    {
        var problem = Directory.Exists(file) ? "a folder, not a file"
            : !File.Exists(file) ? "no such file"
            : Path.GetExtension(file).ToUpperInvariant() is ".CMD" or ".BAT" ? "a batch file, which cannot be given arguments safely; name the .exe or .js file that it runs"
            : !NeedsRunner(file) && !IsExecutable(file) ? "not executable (chmod +x it)"
            : null;

        if (problem is null)
        {
            return (file, foundBy);
        }

        _searched.Add(file == foundBy || file.StartsWith(foundBy, StringComparison.Ordinal) ? $"{file}: {problem}" : $"{foundBy}={file}: {problem}");
        return null;
    }

    private string? FindRunner(string file)
    {
        if (!NeedsRunner(file))
        {
            return null;
        }

        var runner = IsScript(file) ? "node" : "dotnet";
        return FindOnPath(runner, "PATH")?.File
            ?? (runner == "dotnet" ? environment.GetValueOrDefault("DOTNET_HOST_PATH") : null)
            ?? throw new AmpCliNotFoundException($"The Amp CLI is '{file}', which {runner} runs, but there is no {runner} on PATH.", _searched);
    }

    private static bool NeedsRunner(string file) => IsScript(file) || Path.GetExtension(file).Equals(".dll", StringComparison.OrdinalIgnoreCase);

    private static bool IsScript(string file) => Path.GetExtension(file).ToUpperInvariant() is ".JS" or ".MJS" or ".CJS";

    private static bool IsExecutable(string file) =>
        OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;

    private string ExpandHome(string path) => path.StartsWith("~/", StringComparison.Ordinal) && HomeFolder.In(environment) is { } home ? Path.Combine(home, path[2..]) : path;
}
