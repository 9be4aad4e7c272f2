namespace Amp.Client.Cli;

/// <summary>What a help text lists.</summary>
internal sealed record HelpText
{
    public static HelpText Empty { get; } = new();

    public IReadOnlyList<AmpCliFlag> Flags { get; init; } = [];

    public IReadOnlyList<string> Commands { get; init; } = [];

    public IReadOnlyList<string> Settings { get; init; } = [];

    public IReadOnlyList<string> EnvironmentVariables { get; init; } = [];
}
