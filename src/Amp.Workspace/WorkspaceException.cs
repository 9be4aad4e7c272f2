namespace Amp.Workspace;

/// <summary>The base of what this package throws when the work itself cannot be done. Wrong arguments are <see cref="ArgumentException"/>s, a time that ran out is a <see cref="TimeoutException"/>.</summary>
public class WorkspaceException : Exception
{
    /// <summary>Says what went wrong.</summary>
    /// <param name="message">What was expected, what was found, and what to do.</param>
    /// <param name="innerException">What caused it.</param>
    public WorkspaceException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
