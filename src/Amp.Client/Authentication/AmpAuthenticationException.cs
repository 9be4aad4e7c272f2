namespace Amp.Client;

/// <summary>The CLI is not signed in, or its key was refused.</summary>
public sealed class AmpAuthenticationException : AmpException
{
    internal AmpAuthenticationException(string problem, Uri? loginUrl = null, IReadOnlyList<string>? standardErrorTail = null)
        : base(problem) => (LoginUrl, StandardErrorTail) = (loginUrl, standardErrorTail ?? []);

    /// <summary>Where a person can sign in, when the CLI said so. Good for one sign-in: show it to the user, do not log it.</summary>
    public Uri? LoginUrl { get; }

    /// <summary>The last lines that the CLI wrote to standard error, at most 20, secrets taken out.</summary>
    public IReadOnlyList<string> StandardErrorTail { get; }
}
