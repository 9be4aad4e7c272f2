namespace Amp.Client.Authentication;

/// <summary>What a short program did. Not a record, so that nothing prints its output, which may be a key.</summary>
internal sealed class ShortCommandResult(int? exitCode, string output, IReadOnlyList<string> standardErrorTail)
{
    /// <summary><see langword="null"/> when it had to be ended.</summary>
    public int? ExitCode { get; } = exitCode;

    public string Output { get; } = output;

    public IReadOnlyList<string> StandardErrorTail { get; } = standardErrorTail;
}
