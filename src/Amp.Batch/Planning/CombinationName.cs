using Amp.Client;

namespace Amp.Batch.Planning;

/// <summary>What a combination is called in reports: what sets it apart from the CLI's defaults.</summary>
internal static class CombinationName
{
    private const int ShaLength = 7;

    public static string Of(BatchCombination combination)
    {
        var name = Of(combination.Variant);
        if (combination.BaseCommit is { } commit)
        {
            name += $" @ {Short(commit)}";
        }

        if (combination.Arguments is { Values.Count: > 0 } arguments)
        {
            name += $" {arguments.Name ?? string.Join(' ', arguments.Values)}";
        }

        return combination.Environment is { } environment ? $"{name} in {environment.Name}" : name;
    }

    public static string Of(BatchVariant variant)
    {
        if (!string.IsNullOrWhiteSpace(variant.Name))
        {
            return variant.Name.Trim();
        }

        var options = variant.Options;
        List<string> parts = [variant.ModeOrModel ?? Words(options)];
        parts.AddRange(options.Features.Select(static feature => $"+{feature}"));
        Add(options.Thinking, "thinking");
        Add(options.DangerouslyAllowAll, "allow-all");
        Add(options.McpConfig is not null, "mcp");
        Add(options.Toolbox.Count > 0, "toolbox");
        Add(options.Settings is not null || options.SettingsFile is not null, "settings");
        Add(options.EnvironmentVariables.Count > 0, "variables");
        parts.AddRange(options.ExtraArguments);
        return string.Join(' ', parts);

        void Add(bool isSet, string word)
        {
            if (isSet)
            {
                parts.Add($"+{word}");
            }
        }
    }

    public static string Short(string commit) =>
        commit.Length > ShaLength && commit.All(char.IsAsciiHexDigit) ? commit[..ShaLength] : commit;

    private static string Words(AmpRunOptions options) =>
        options switch
        {
            { Mode: { } mode, Model: { } model } => $"{mode.Name}/{model}",
            { Mode: { } mode } => mode.Name,
            { Model: { } model } => model,
            _ => "default",
        };
}
