namespace Amp.Client;

/// <summary>The CLI ended without a result: it crashed, refused its arguments, or could not be started.</summary>
public sealed class AmpProcessException : AmpException
{
    internal AmpProcessException(string problem, int? exitCode, IReadOnlyList<string> standardErrorTail, Exception? innerException = null)
        : base(Describe(problem, standardErrorTail), innerException) => (ExitCode, StandardErrorTail) = (exitCode, standardErrorTail);

    /// <summary>The exit code; 128 + n after signal n. <see langword="null"/> when no process ran.</summary>
    public int? ExitCode { get; }

    /// <summary>The last lines that the CLI wrote to standard error, at most 20, without control sequences, secrets taken out.</summary>
    public IReadOnlyList<string> StandardErrorTail { get; }

    private static string Describe(string problem, IReadOnlyList<string> tail) =>
        tail.Count == 0 ? problem : $"{problem} It said last:{Environment.NewLine}{string.Join(Environment.NewLine, tail)}";
}
