using Amp.Client.Authentication;

namespace Amp.Client.Diagnostics.Examinations;

/// <summary>What is examined: a client, the environment that its CLI runs in, and where this machine keeps things.</summary>
internal sealed record Patient
{
    public required AmpClientOptions Options { get; init; }

    public required AmpEnvironment Environment { get; init; }

    /// <summary>The variables that the CLI runs with, but for a key that is fetched for each run.</summary>
    public required Dictionary<string, string> Variables { get; init; }

    public required MachinePaths Paths { get; init; }

    public required TimeProvider Clock { get; init; }

    /// <summary>Makes the client. Throws when an option is out of range.</summary>
    public required Func<AmpClient> MakeClient { get; init; }

    /// <summary>The folder that the CLI takes for home.</summary>
    public string? Home => HomeFolder.In(Variables);

    /// <summary>Where runs work.</summary>
    public string WorkingDirectory => Path.GetFullPath(Options.WorkingDirectory ?? System.Environment.CurrentDirectory);

    /// <summary>A variable that is not blank.</summary>
    public string? Variable(string name) => Variables.GetValueOrDefault(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    /// <summary>A file below the home folder.</summary>
    public string? InHome(params string[] parts) => Home is null ? null : Path.Combine([Home, .. parts]);
}
