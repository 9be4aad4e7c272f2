namespace Amp.Client.Cli;

/// <summary>What a CLI answered to <c>--version</c> and <c>--help</c>.</summary>
/// <param name="VersionText">Null when it gave none.</param>
/// <param name="HelpText">Null when it gave none.</param>
internal sealed record ProbeAnswer(string? VersionText, string? HelpText)
{
    public AmpCliCapabilities Capabilities { get; } = AmpCliCapabilities.Parse(VersionText, HelpText);

    /// <summary>Why there is no version.</summary>
    public AmpProcessException? Problem { get; init; }

    /// <summary>The exception for who needs a version.</summary>
    public AmpProcessException NoVersion(string path) => Problem is { } problem
        ? new(problem.Message, problem.ExitCode, [], problem)
        : new($"'{path} --version' printed no version: it does not look like the Amp CLI.", exitCode: null, []);

    /// <summary>Whether it is worth keeping: everything was answered.</summary>
    public bool IsComplete => Capabilities is { IsKnown: true, Version: not null };
}
