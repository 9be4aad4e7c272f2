namespace Amp.Client.Cli;

/// <summary>What the CLI is given.</summary>
/// <param name="Arguments">Its arguments, each as it is: no shell, no quoting.</param>
/// <param name="StandardInput">What it reads; then the end of input.</param>
internal sealed record CliCommand(IReadOnlyList<string> Arguments, ReadOnlyMemory<byte> StandardInput)
{
    /// <summary>Environment variables on top of those that the CLI would run with.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Files that the arguments name. They are made before the CLI starts and deleted when it has ended.</summary>
    public IReadOnlyList<RunFile> Files { get; init; } = [];
}
