namespace Amp.Client.Cli;

/// <summary>A CLI and the environment variables that it runs with.</summary>
internal sealed record CliTarget(CliLocation Location, Dictionary<string, string> Environment);
