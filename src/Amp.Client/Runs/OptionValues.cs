using Amp.Client.Channel;
using Amp.Client.Cli;
using Amp.Client.Configuration;
using Amp.Client.Mcp;

namespace Amp.Client.Runs;

/// <summary>Values that no CLI can do anything with, though some pass over them without a word.</summary>
internal static class OptionValues
{
    /// <returns>The property and what is wrong with it, in a sentence; null when nothing is.</returns>
    public static string? FindProblem(AmpRunOptions options, string directory) =>
        Blank(options.Mode?.Name, nameof(options.Mode), "the CLI's own default")
        ?? Blank(options.Model, nameof(options.Model), "the model of the mode")
        ?? BlankItem(options.Features, nameof(options.Features))
        ?? Blank(options.Thread.Visibility?.Name, "Thread.Visibility", "the CLI's own default")
        ?? Blank(options.Thread.Title, "Thread.Title", "one that the CLI makes up")
        ?? BlankItem(options.Thread.Labels, "Thread.Labels")
        ?? Blank(options.Logging.File, "Logging.File", "the CLI's own")
        ?? (options.Logging.Level is { } level && !Enum.IsDefined(level) ? $"Logging.Level is no level: {level}." : null)
        ?? Blank(options.SettingsFile, nameof(options.SettingsFile), "the user's")
        ?? (options.SettingsFile is { } settings ? MissingFile(settings, nameof(options.SettingsFile), directory) : null)
        ?? BlankItem(options.Toolbox, nameof(options.Toolbox))
        ?? MissingFolders(options.Toolbox, nameof(options.Toolbox), directory)
        ?? BlankItem(options.Skills, nameof(options.Skills))
        ?? MissingFolders(options.Skills, nameof(options.Skills), directory)
        ?? Mcp(options.McpConfig, directory)
        ?? (McpServerCheck.FindProblem(options.McpServers) is { } mcp ? $"{nameof(options.McpServers)}{mcp}" : null)
        ?? (ToolServerConfig.FindProblem(options.ToolServers) is { } server ? $"{nameof(options.ToolServers)} {server}" : null)
        ?? (options.Permissions.Timeout <= TimeSpan.Zero || options.Permissions.Timeout > AmpClientOptionsValidator.LongestRun
            ? $"{nameof(options.Permissions)}.{nameof(options.Permissions.Timeout)} must be more than zero and at most {AmpClientOptionsValidator.LongestRun}, but is {options.Permissions.Timeout}."
            : null)
        ?? (options.ExtraArguments.Any(static argument => argument?.Split('=')[0] is "--mcp-config") && (options.McpConfig is not null || options.McpServers.Count > 0 || options.ToolServers.Count > 0)
            ? $"{nameof(options.ExtraArguments)} names MCP servers by --mcp-config, and the run has others of its own: only one of the two would count. Put them into {nameof(options.McpConfig)}."
            : null)
        ?? (options.ExtraArguments.Contains(null!) ? $"{nameof(options.ExtraArguments)} must not hold null." : null);

    private static string? Blank(string? value, string property, string otherwise) =>
        value is not null && string.IsNullOrWhiteSpace(value) ? $"{property} must not be blank; leave it null for {otherwise}." : null;

    private static string? BlankItem(IReadOnlyList<string> values, string property) =>
        values.Any(string.IsNullOrWhiteSpace) ? $"{property} must not hold a blank." : null;

    private static string? MissingFile(string file, string property, string directory) =>
        Path.GetFullPath(file, directory) is var path && !File.Exists(path) ? $"{property} names a file that does not exist: '{path}'." : null;

    // The CLI splits the list at this character, and has no way to escape it.
    private static string? MissingFolders(IReadOnlyList<string> folders, string property, string directory) =>
        folders.Select(folder => MissingFolder(folder, property, directory)).FirstOrDefault(static problem => problem is not null);

    private static string? MissingFolder(string folder, string property, string directory) =>
        Path.GetFullPath(folder, directory) is var path && !Directory.Exists(path) ? $"{property} names a folder that does not exist: '{path}'."
        : path.Contains(Path.PathSeparator, StringComparison.Ordinal) ? $"{property} names a folder with a '{Path.PathSeparator}' in it, at which the CLI would split it: '{path}'."
        : null;

    private static string? Mcp(string? config, string directory)
    {
        if (config is null)
        {
            return null;
        }

        return Blank(config, nameof(AmpRunOptions.McpConfig), "none")
            ?? (!McpConfigText.IsJson(config) ? MissingFile(config, nameof(AmpRunOptions.McpConfig), directory)
            : McpConfigText.FindProblem(config) is { } problem ? $"{nameof(AmpRunOptions.McpConfig)} {problem}"
            : null);
    }
}
