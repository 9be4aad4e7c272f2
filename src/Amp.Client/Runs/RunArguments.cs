using Amp.Client.Configuration;

namespace Amp.Client.Runs;

/// <summary>Refuses a request that cannot work, before anything is started.</summary>
internal static class RunArguments
{
    /// <returns>The full path of the directory that the run works in.</returns>
    /// <exception cref="ArgumentException">An argument is out of range; the message names it.</exception>
    public static string Check(AmpRunOptions options, AmpClientOptions client)
    {
        if (options.Timeout is { } timeout && (timeout <= TimeSpan.Zero || timeout > AmpClientOptionsValidator.LongestRun))
        {
            throw new ArgumentOutOfRangeException(nameof(options), timeout, $"{nameof(AmpRunOptions)}.{nameof(AmpRunOptions.Timeout)} must be more than zero and at most {AmpClientOptionsValidator.LongestRun}.");
        }

        if (FindBudgetProblem(options.Budget) is { } beyond)
        {
            throw new ArgumentOutOfRangeException(nameof(options), $"{nameof(AmpRunOptions)}.{nameof(AmpRunOptions.Budget)}: {beyond}");
        }

        if (options.EnvironmentVariables.Keys.FirstOrDefault(static name => !AmpClientOptionsValidator.IsVariableName(name)) is { } bad)
        {
            throw new ArgumentException($"{nameof(AmpRunOptions)}.{nameof(AmpRunOptions.EnvironmentVariables)} has a name that no environment can hold: '{bad}'.", nameof(options));
        }

        var directory = Path.GetFullPath(options.WorkingDirectory ?? client.WorkingDirectory ?? Environment.CurrentDirectory);
        if (!Directory.Exists(directory))
        {
            throw new ArgumentException($"The working directory '{directory}' does not exist. Create it first, or name another in {nameof(AmpRunOptions)}.{nameof(AmpRunOptions.WorkingDirectory)}.", nameof(options));
        }

        if (OptionValues.FindProblem(options, directory) is { } problem)
        {
            throw new ArgumentException($"{nameof(AmpRunOptions)}.{problem}", nameof(options));
        }

        return directory;
    }

    private static string? FindBudgetProblem(AmpBudget? budget) => budget switch
    {
        { MaxTokens: < 1 } => $"{nameof(budget.MaxTokens)} must be at least 1, but is {budget.MaxTokens}.",
        { MaxTurns: < 1 } => $"{nameof(budget.MaxTurns)} must be at least 1, but is {budget.MaxTurns}.",
        { MaxToolCalls: < 0 } => $"{nameof(budget.MaxToolCalls)} must be 0 or more, but is {budget.MaxToolCalls}.",
        { MaxWallTime: { } time } when time <= TimeSpan.Zero || time > AmpClientOptionsValidator.LongestRun => $"{nameof(budget.MaxWallTime)} must be more than zero and at most {AmpClientOptionsValidator.LongestRun}, but is {time}.",
        _ => null,
    };
}
