using System.Text.Json;
using System.Text.Json.Nodes;

namespace Amp.Client.Configuration;

/// <summary>A configuration as bytes: read from any version's shape, written in this one's.</summary>
internal static class ConfigText
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <exception cref="JsonException">It is no JSON object: nobody can have meant that.</exception>
    /// <exception cref="AmpConfigurationException">A value is of the wrong kind or out of range, or the shape is of a later version.</exception>
    public static AmpConfig Read(ReadOnlySpan<byte> utf8) => ToConfig(Parse(utf8));

    /// <summary>The same as <see cref="Read"/>, but only what is written there: without the defaults.</summary>
    public static JsonObject ReadNode(ReadOnlySpan<byte> utf8)
    {
        var json = Parse(utf8);
        ToConfig(json);
        return json;
    }

    /// <exception cref="AmpConfigurationException">It holds what must not be in the file.</exception>
    public static byte[] Write(AmpConfig config)
    {
        Check(config);
        var content = ConfigContent.From(config);
        if (SecretKeys.FindIn(JsonSerializer.SerializeToNode(content, AmpConfigJson.Default.ConfigContent)) is { } secret)
        {
            throw new AmpConfigurationException($"'{secret}' looks like a secret, which does not belong in a configuration file. Keep it in an {nameof(IAmpSecretStore)}, and its name here.");
        }

        return JsonSerializer.SerializeToUtf8Bytes(content, AmpConfigJson.Default.ConfigContent);
    }

    private static JsonObject Parse(ReadOnlySpan<byte> utf8)
    {
        var json = JsonNode.Parse(utf8, documentOptions: Lenient) as JsonObject ?? throw new JsonException("It is not a JSON object.");
        ConfigMigration.ToCurrent(json);
        return json;
    }

    private static AmpConfig ToConfig(JsonObject json)
    {
        try
        {
            var config = json.Deserialize(AmpConfigJson.Default.ConfigContent)!.ToConfig();
            Check(config);
            return config;
        }
        catch (JsonException e)
        {
            throw new AmpConfigurationException($"The configuration has a value of the wrong kind at {e.Path}. It was left as it is; correct it, or delete the key to have its default.");
        }
    }

    private static void Check(AmpConfig config)
    {
        var batch = config.BatchSettings;
        var problem = batch.MaxConcurrency is < 1 or > 1024 ? $"batchSettings.maxConcurrency must be from 1 to 1024, but is {batch.MaxConcurrency}."
            : batch.TimeoutMilliseconds is < 1 or > 86_400_000 ? $"batchSettings.timeout must be from 1 to 86400000 ms, but is {batch.TimeoutMilliseconds}."
            : null;
        if (problem is not null)
        {
            throw new AmpConfigurationException(problem);
        }
    }
}
