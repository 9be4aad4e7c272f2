namespace Amp.Client;

/// <summary>A thread could not be read.</summary>
public sealed class AmpThreadException : AmpException
{
    internal AmpThreadException(AmpThreadProblem problem, string? path, Exception? inner = null)
        : base(path is null ? problem.Reason : $"'{path}': {problem.Reason}", inner)
    {
        Problem = problem;
        Path = path;
    }

    /// <summary>Why.</summary>
    public AmpThreadProblem Problem { get; }

    /// <summary>The file, when there is one.</summary>
    public string? Path { get; }
}
