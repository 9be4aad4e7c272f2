using Amp.Client.Cli;

namespace Amp.Client.Environments;

/// <summary>What a run is started in.</summary>
/// <param name="CliPath">The CLI that somebody named; <see langword="null"/> to search for one.</param>
/// <param name="Variables">The environment variables of the CLI, the key among them.</param>
internal sealed record RunEnvironment(string? CliPath, Dictionary<string, string> Variables)
{
    /// <summary>Finds the CLI of this environment.</summary>
    /// <exception cref="AmpCliNotFoundException">There is none.</exception>
    public CliTarget Locate() => new(new CliLocator(Variables).Locate(CliPath), Variables);
}
