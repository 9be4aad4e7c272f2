namespace Amp.Client.Cli;

/// <summary>What the CLI is given.</summary>
/// <param name="Arguments">Its arguments, each as it is: no shell, no quoting.</param>
/// <param name="StandardInput">What it reads; then the end of input.</param>
internal sealed record CliCommand(IReadOnlyList<string> Arguments, ReadOnlyMemory<byte> StandardInput);
