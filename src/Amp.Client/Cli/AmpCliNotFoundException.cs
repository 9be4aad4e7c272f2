namespace Amp.Client;

/// <summary>No Amp CLI was found. The message lists every place that was searched and says how to install it.</summary>
public sealed class AmpCliNotFoundException : AmpException
{
    internal AmpCliNotFoundException(string problem, IReadOnlyList<string> searched)
        : base(Describe(problem, searched)) => SearchedPaths = searched;

    /// <summary>Every place that was searched, in order, each with what was found there.</summary>
    public IReadOnlyList<string> SearchedPaths { get; }

    private static string Describe(string problem, IReadOnlyList<string> searched) =>
        $"""
        {problem} Searched, in this order:
        {string.Join(Environment.NewLine, searched.Select(place => $"  - {place}"))}
        Install the CLI with `npm install -g @ampcode/cli` (or see https://ampcode.com/manual#install), or say where it is: AmpClientOptions.CliPath or the environment variable AMP_CLI_PATH.
        """;
}
