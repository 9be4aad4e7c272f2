namespace Amp.Workspace;

/// <summary>A command took longer than it may, and was ended with everything that it had started.</summary>
public sealed class GitTimeoutException : TimeoutException
{
    internal GitTimeoutException(string command, TimeSpan limit, string standardError)
        : base($"'{command}' was ended after {limit.TotalSeconds:0.##} s, which is the limit for it ({nameof(GitOptions)}.{nameof(GitOptions.TimeLimit)}).{(standardError.Length == 0 ? "" : $" It said last: {standardError}")}") =>
        (Command, Limit, StandardError) = (command, limit, standardError);

    /// <summary>The command as given: <c>git</c>, its verb and its arguments, passwords in addresses taken out.</summary>
    public string Command { get; }

    /// <summary>The limit that it reached.</summary>
    public TimeSpan Limit { get; }

    /// <summary>The end of what it wrote to standard error, at most 16 KiB.</summary>
    public string StandardError { get; }
}
