using Amp.Client.Runs;
using Amp.Client.Settings;

namespace Amp.Client.Cli;

/// <summary>Finds everything about a request that a CLI cannot do, where starting a run tells the first.</summary>
internal static class RequestCheck
{
    public static IReadOnlyList<string> FindProblems(AmpRequest request, AmpCliCapabilities cli)
    {
        // One aspect at a time, each by the code that will build the command line: there is no second list of what goes with what.
        return [.. Aspects(WithoutRelativePaths(request.Options))
            .Select(options => FindProblem(request with { Options = options }, cli))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)];
    }

    private static IEnumerable<AmpRunOptions> Aspects(AmpRunOptions options)
    {
        yield return new();
        yield return new() { Mode = options.Mode };
        yield return new() { Model = options.Model };
        yield return new() { Features = options.Features };
        yield return new() { Thinking = options.Thinking };
        yield return new() { DangerouslyAllowAll = options.DangerouslyAllowAll };
        yield return new() { Thread = new() { Visibility = options.Thread.Visibility } };
        yield return new() { Thread = new() { Labels = options.Thread.Labels } };
        yield return new() { Thread = new() { Title = options.Thread.Title } };
        yield return new() { Thread = new() { ArchiveAfterExecute = options.Thread.ArchiveAfterExecute } };
        yield return new() { McpConfig = options.McpConfig };
        yield return new() { Toolbox = options.Toolbox };
        yield return new() { SettingsFile = options.SettingsFile };
        yield return new() { Logging = options.Logging };
        yield return new() { Settings = options.Settings, DangerouslyAllowAll = options.DangerouslyAllowAll, ExtraArguments = options.ExtraArguments };
    }

    private static string? FindProblem(AmpRequest request, AmpCliCapabilities cli)
    {
        var directory = Environment.CurrentDirectory;
        if (OptionValues.FindProblem(request.Options, directory) is { } problem)
        {
            return problem;
        }

        try
        {
            if (request.Options.Settings is { } settings)
            {
                OwnSettings.From(settings, request.Options);
            }

            CliCommandBuilder.Build(request, cli, directory);
            return null;
        }
        catch (Exception e) when (e is AmpCapabilityException or AmpConfigurationException)
        {
            return e.Message;
        }
    }

    // They start at the run's working directory, which may not be there yet.
    private static AmpRunOptions WithoutRelativePaths(AmpRunOptions options) => options with
    {
        SettingsFile = IsRelative(options.SettingsFile) ? null : options.SettingsFile,
        McpConfig = options.McpConfig is { } config && !McpConfigText.IsJson(config) && IsRelative(config) ? null : options.McpConfig,
        Toolbox = [.. options.Toolbox.Where(static folder => !IsRelative(folder))],
    };

    private static bool IsRelative(string? path) => !string.IsNullOrWhiteSpace(path) && !Path.IsPathFullyQualified(path);
}
