namespace Amp.Client.Diagnostics.Examinations;

/// <summary>What is examined: a client's options, the environment that its CLI runs in, and where this machine keeps things.</summary>
internal sealed record Patient(AmpClientOptions Options, Dictionary<string, string> Environment, MachinePaths Paths, TimeProvider Clock)
{
    /// <summary>The folder that the CLI takes for home.</summary>
    public string? Home => Environment.GetValueOrDefault(OperatingSystem.IsWindows() ? "USERPROFILE" : "HOME") is { Length: > 0 } home ? home : null;

    /// <summary>Where runs work.</summary>
    public string WorkingDirectory => Path.GetFullPath(Options.WorkingDirectory ?? System.Environment.CurrentDirectory);

    /// <summary>A variable that is not blank.</summary>
    public string? Variable(string name) => Environment.GetValueOrDefault(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    /// <summary>A file below the home folder.</summary>
    public string? InHome(params string[] parts) => Home is null ? null : Path.Combine([Home, .. parts]);
}
