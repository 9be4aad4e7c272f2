namespace Amp.Client.Cli;

/// <summary>How a command of the CLI ended.</summary>
internal sealed record CliOutput
{
    /// <summary>What it printed, without control sequences; what it had printed so far when its time was up.</summary>
    public required string Text { get; init; }

    /// <summary>Null when its time was up before it ended by itself.</summary>
    public required int? ExitCode { get; init; }

    public required IReadOnlyList<string> StandardErrorTail { get; init; }

    public bool IsTimedOut => ExitCode is null;
}
