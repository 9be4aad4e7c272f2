namespace Amp.Testing.Player;

/// <summary>Ends the run from wherever it is.</summary>
internal sealed class EndOfRunException(int exitCode) : Exception
{
    public int ExitCode { get; } = exitCode;
}
