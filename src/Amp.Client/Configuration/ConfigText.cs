using System.Text.Json;
using System.Text.Json.Nodes;

namespace Amp.Client.Configuration;

/// <summary>A configuration as bytes: read from any version's shape, written in this one's.</summary>
internal static class ConfigText
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <exception cref="JsonException">It is no configuration.</exception>
    /// <exception cref="AmpConfigurationException">It was written by a later version, in a shape that is not known here.</exception>
    public static AmpConfig Read(ReadOnlySpan<byte> utf8)
    {
        var json = JsonNode.Parse(utf8, documentOptions: Lenient) as JsonObject ?? throw new JsonException("It is not a JSON object.");
        ConfigMigration.ToCurrent(json);
        return json.Deserialize(AmpConfigJson.Default.AmpConfig)! is var config && FindProblem(config) is { } problem ? throw new JsonException(problem) : config;
    }

    /// <exception cref="AmpConfigurationException">It holds what must not be in the file.</exception>
    public static byte[] Write(AmpConfig config)
    {
        var current = config with { SchemaVersion = AmpConfig.CurrentSchemaVersion };
        if (FindProblem(current) is { } problem)
        {
            throw new AmpConfigurationException(problem);
        }

        var json = JsonSerializer.SerializeToNode(current, AmpConfigJson.Default.AmpConfig)!;
        if (SecretKeys.FindIn(json) is { } secret)
        {
            throw new AmpConfigurationException($"'{secret}' looks like a secret, which does not belong in a configuration file. Keep it in an {nameof(IAmpSecretStore)}, and its name here.");
        }

        return JsonSerializer.SerializeToUtf8Bytes(current, AmpConfigJson.Default.AmpConfig);
    }

    private static string? FindProblem(AmpConfig config) =>
        config.DefaultEnvironment is null || config.Theme is null || config.RecentWorkspaces is null || config.ModelPreferences is null || config.BatchSettings is null
            ? "A key that must have a value is null: leave it out to have its default."
        : config.BatchSettings.MaxConcurrency is < 1 or > 1024 ? $"batchSettings.maxConcurrency must be from 1 to 1024, but is {config.BatchSettings.MaxConcurrency}."
        : config.BatchSettings.TimeoutMilliseconds is < 1 or > 86_400_000 ? $"batchSettings.timeout must be from 1 to 86400000 ms, but is {config.BatchSettings.TimeoutMilliseconds}."
        : null;
}
