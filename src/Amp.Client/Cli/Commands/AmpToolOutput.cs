namespace Amp.Client;

/// <summary>What a tool gave back that was used without the agent.</summary>
public sealed record AmpToolOutput
{
    /// <summary>What it gave back: JSON for most tools, such as <c>{"output":"…","exitCode":0}</c> of Bash, else plain text.</summary>
    public required string Text { get; init; }

    /// <summary>The exit code of the command that the tool ran, where the text says one.</summary>
    public int? ToolExitCode { get; init; }

    /// <summary>Whether the CLI said that the tool could not be used, or that it failed.</summary>
    public bool IsError { get; init; }

    /// <summary>What the CLI said about that, on standard error. Secrets are taken out.</summary>
    public string? Error { get; init; }
}
