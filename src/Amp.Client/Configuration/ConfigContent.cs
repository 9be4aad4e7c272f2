using System.Text.Json;
using System.Text.Json.Serialization;

namespace Amp.Client.Configuration;

/// <summary>A configuration as the file has it: everything may be missing, and what is not known is kept. Generated readers cannot do that with an immutable record.</summary>
internal sealed class ConfigContent
{
    public int SchemaVersion { get; set; } = AmpConfig.CurrentSchemaVersion;

    public string? DefaultEnvironment { get; set; }

    public string? CustomCliPath { get; set; }

    public string? LocalServerUrl { get; set; }

    public string? Theme { get; set; }

    public IReadOnlyList<string>? RecentWorkspaces { get; set; }

    public ModelContent? ModelPreferences { get; set; }

    public BatchContent? BatchSettings { get; set; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? OtherKeys { get; set; }

    public static ConfigContent From(AmpConfig config) => new()
    {
        DefaultEnvironment = config.DefaultEnvironment,
        CustomCliPath = config.CustomCliPath,
        LocalServerUrl = config.LocalServerUrl,
        Theme = config.Theme,
        RecentWorkspaces = config.RecentWorkspaces,
        ModelPreferences = new()
        {
            Default = config.ModelPreferences.Default,
            Coding = config.ModelPreferences.Coding,
            Analysis = config.ModelPreferences.Analysis,
            OtherKeys = Copy(config.ModelPreferences.OtherKeys),
        },
        BatchSettings = new()
        {
            MaxConcurrency = config.BatchSettings.MaxConcurrency,
            Timeout = config.BatchSettings.TimeoutMilliseconds,
            OtherKeys = Copy(config.BatchSettings.OtherKeys),
        },
        OtherKeys = Copy(config.OtherKeys),
    };

    public AmpConfig ToConfig()
    {
        var defaults = new AmpConfig();
        return new()
        {
            DefaultEnvironment = DefaultEnvironment ?? defaults.DefaultEnvironment,
            CustomCliPath = CustomCliPath,
            LocalServerUrl = LocalServerUrl ?? defaults.LocalServerUrl,
            Theme = Theme ?? defaults.Theme,
            RecentWorkspaces = RecentWorkspaces ?? defaults.RecentWorkspaces,
            ModelPreferences = new()
            {
                Default = ModelPreferences?.Default,
                Coding = ModelPreferences?.Coding,
                Analysis = ModelPreferences?.Analysis,
                OtherKeys = ModelPreferences?.OtherKeys,
            },
            BatchSettings = new()
            {
                MaxConcurrency = BatchSettings?.MaxConcurrency ?? defaults.BatchSettings.MaxConcurrency,
                TimeoutMilliseconds = BatchSettings?.Timeout ?? defaults.BatchSettings.TimeoutMilliseconds,
                OtherKeys = BatchSettings?.OtherKeys,
            },
            OtherKeys = OtherKeys ?? [],
        };
    }

    private static Dictionary<string, JsonElement>? Copy(IReadOnlyDictionary<string, JsonElement>? keys) => keys is { Count: > 0 } ? new(keys) : null;

    internal sealed class ModelContent
    {
        public string? Default { get; set; }

        public string? Coding { get; set; }

        public string? Analysis { get; set; }

        [JsonExtensionData]
        public Dictionary<string, JsonElement>? OtherKeys { get; set; }
    }

    internal sealed class BatchContent
    {
        public int? MaxConcurrency { get; set; }

        public int? Timeout { get; set; }

        [JsonExtensionData]
        public Dictionary<string, JsonElement>? OtherKeys { get; set; }
    }
}
