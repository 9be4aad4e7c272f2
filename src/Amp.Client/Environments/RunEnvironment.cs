namespace Amp.Client.Environments;

/// <summary>What a run is started in.</summary>
/// <param name="CliPath">The CLI that somebody named; <see langword="null"/> to search for one.</param>
/// <param name="Variables">The environment variables of the CLI, the key among them.</param>
internal sealed record RunEnvironment(string? CliPath, Dictionary<string, string> Variables);
