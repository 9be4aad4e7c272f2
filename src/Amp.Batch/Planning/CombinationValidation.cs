using Amp.Client;

namespace Amp.Batch.Planning;

/// <summary>Finds everything about a combination that a CLI cannot do.</summary>
internal static class CombinationValidation
{
    // What makes a run a run; a second one among the arguments would change what is read.
    private static readonly string[] OwnFlags = ["--execute", "-x", "--stream-json", "--stream-json-input", "--print", "--output-format"];

    public static IEnumerable<string> Of(BatchCell cell, AmpCliCapabilities cli, bool allowUnlisted) =>
        OfContent(cell.Combination)
            .Concat(cli.FindProblems(new() { Prompt = "x", Options = cell.ToRunOptions(cli) }))
            .Concat(OfArguments([.. cell.Combination.Variant.Options.ExtraArguments, .. cell.Combination.Arguments.Values], cli, allowUnlisted));

    private static IEnumerable<string> OfContent(BatchCombination combination)
    {
        var options = combination.Variant.Options;
        if (combination.Variant.ModeOrModel is { } word)
        {
            if (string.IsNullOrWhiteSpace(word))
            {
                yield return "A mode or model is blank. Leave it null for the CLI's own.";
            }

            if (options.Mode is not null || options.Model is not null)
            {
                yield return $"A variant has '{word}' for its mode or model, and a mode or model among its options. Only one can count.";
            }
        }

        if (options.WorkingDirectory is not null)
        {
            yield return "A variant has a working directory. Leave it out: every cell runs in a worktree of its own.";
        }

        if (options.Timeout is { } timeout && !PlanValidation.IsRunTime(timeout))
        {
            yield return $"A variant has a timeout of {timeout}. It must be more than zero and at most a day.";
        }

        if (combination.BaseCommit is { } commit && (string.IsNullOrWhiteSpace(commit) || commit.StartsWith('-') || commit.Any(char.IsControl)))
        {
            yield return $"'{commit}' is no commit. Give a SHA, a branch or a tag, or null for what is checked out.";
        }

        if (combination.Environment is { } environment && string.IsNullOrWhiteSpace(environment.Name))
        {
            yield return "An environment has no name.";
        }

        foreach (var name in options.EnvironmentVariables.Keys.Concat(combination.Environment?.Variables.Keys ?? []))
        {
            if (name.Length == 0 || name.Contains('=', StringComparison.Ordinal) || name.Contains('\0', StringComparison.Ordinal))
            {
                yield return $"'{name}' cannot be the name of an environment variable.";
            }
        }

        foreach (var problem in combination.Environment?.Definition?.FindProblems() ?? [])
        {
            yield return $"Environment '{combination.Environment!.Name}': {problem}";
        }
    }

    private static IEnumerable<string> OfArguments(IReadOnlyList<string> arguments, AmpCliCapabilities cli, bool allowUnlisted)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] is not ['-', _, ..] argument)
            {
                continue;
            }

            var name = argument.Split('=', 2)[0];
            var flag = cli.FindFlag(name);
            if (OwnFlags.Contains(name))
            {
                yield return $"The argument {name} is the SDK's own: it gives the prompt and reads the stream. Leave it out.";
            }
            else if (flag is null && cli.IsKnown && !allowUnlisted)
            {
                yield return $"This Amp CLI ({cli.Version ?? "of unknown version"}) does not list the argument {name}. Leave it out, or set {nameof(BatchPlan)}.{nameof(BatchPlan.AllowUnlistedArguments)}.";
            }
            else if (flag is { Value: AmpCliFlagValue.Required })
            {
                var value = argument.Length > name.Length ? argument[(name.Length + 1)..] : i + 1 < arguments.Count ? arguments[++i] : null;
                if (value is null || !flag.Allows(value))
                {
                    yield return value is null
                        ? $"The argument {name} needs a value."
                        : $"This Amp CLI ({cli.Version ?? "of unknown version"}) does not offer {name}={value}. It offers: {string.Join(", ", flag.AllowedValues)}.";
                }
            }
        }
    }
}
