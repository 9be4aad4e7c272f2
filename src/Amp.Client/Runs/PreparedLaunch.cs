using Amp.Client.Channel;
using Amp.Client.Cli;
using Amp.Client.Permissions;
using Amp.Client.Settings;

namespace Amp.Client.Runs;

/// <summary>A CLI with all that it is to be started with. Nothing has been written or started yet.</summary>
internal sealed record PreparedLaunch
{
    public required CliLocation Cli { get; init; }

    public required CliCommand Command { get; init; }

    public required string Directory { get; init; }

    /// <summary>The whole environment of the CLI.</summary>
    public required Dictionary<string, string> Variables { get; init; }

    /// <summary>What the caller asked for.</summary>
    public required AmpRunOptions Options { get; init; }

    public PreparedChannel? Channel { get; init; }

    public PreparedSettings? Settings { get; init; }

    public required AskingTime Asking { get; init; }

    /// <summary>Whether a process that waits for a prompt could stand in for a new one.</summary>
    public required bool CanBeWarm { get; init; }

    /// <summary>Takes the secrets out of a text.</summary>
    public required Func<string, string> Redact { get; init; }
}
