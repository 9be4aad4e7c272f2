namespace Amp.Workspace;

/// <summary>Git refused, and says why.</summary>
public sealed class GitException : WorkspaceException
{
    internal GitException(GitErrorKind kind, string message, string command = "", int? exitCode = null, string standardError = "", Exception? innerException = null)
        : base(message, innerException) => (Kind, Command, ExitCode, StandardError) = (kind, command, exitCode, standardError);

    /// <summary>What kind of refusal it was.</summary>
    public GitErrorKind Kind { get; }

    /// <summary>The command as given: <c>git</c>, its verb and its arguments, passwords in addresses taken out. Empty when none ran.</summary>
    public string Command { get; }

    /// <summary>The exit code. <see langword="null"/> when no process ran to its end.</summary>
    public int? ExitCode { get; }

    /// <summary>The end of what git wrote to standard error, at most 16 KiB, passwords in addresses taken out.</summary>
    public string StandardError { get; }
}
