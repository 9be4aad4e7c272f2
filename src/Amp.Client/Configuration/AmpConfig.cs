using System.Text.Json;

namespace Amp.Client;

/// <summary>What <see cref="AmpConfigStore"/> keeps in its file. Immutable: change it with <c>with</c> in <see cref="AmpConfigStore.UpdateAsync"/>.</summary>
/// <remarks>
/// Keys that this version does not know stay as they are when the file is written. Secrets do not belong here, and a key that is named
/// like one is refused: see <see cref="IAmpSecretStore"/>.
/// </remarks>
public sealed record AmpConfig
{
    /// <summary>The shape of the file that this version writes, its <c>schemaVersion</c>. A file of an earlier one is read as what it means today.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>The name of the environment to begin with: <c>production</c>, <c>local-cli</c>, <c>local-server</c> or one of your own.</summary>
    /// <value>The default is <c>production</c>.</value>
    public string DefaultEnvironment { get; init; } = AmpEnvironment.ProductionName;

    /// <summary>The CLI of the environment <c>local-cli</c>.</summary>
    public string? CustomCliPath { get; init; }

    /// <summary>The service of the environment <c>local-server</c>.</summary>
    /// <value>The default is <c>https://localhost:7002</c>.</value>
    public string? LocalServerUrl { get; init; } = "https://localhost:7002";

    /// <summary>The theme of a user interface.</summary>
    /// <value>The default is <c>dark</c>.</value>
    public string Theme { get; init; } = "dark";

    /// <summary>The folders that were worked in last, the latest first.</summary>
    public IReadOnlyList<string> RecentWorkspaces { get; init; } = [];

    /// <summary>Which model to prefer for what.</summary>
    public AmpModelPreferences ModelPreferences { get; init; } = new();

    /// <summary>How batches run unless they say otherwise.</summary>
    public AmpBatchSettings BatchSettings { get; init; } = new();

    /// <summary>The keys of the file that this version does not know.</summary>
    public IReadOnlyDictionary<string, JsonElement> OtherKeys { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>Puts a folder in front of <see cref="RecentWorkspaces"/>.</summary>
    /// <param name="folder">Its path.</param>
    /// <param name="limit">How many to keep; at least 1.</param>
    public AmpConfig WithRecentWorkspace(string folder, int limit = 10)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return this with { RecentWorkspaces = [.. RecentWorkspaces.Where(other => other != folder).Prepend(folder).Take(limit)] };
    }

    /// <summary>The environments that this configuration describes: production, and those whose CLI or service it names.</summary>
    public IReadOnlyList<AmpEnvironment> ToEnvironments()
    {
        List<AmpEnvironment> environments = [AmpEnvironment.Production];
        if (!string.IsNullOrWhiteSpace(CustomCliPath))
        {
            environments.Add(AmpEnvironment.LocalCli(CustomCliPath));
        }

        if (!string.IsNullOrWhiteSpace(LocalServerUrl))
        {
            environments.Add(AmpEnvironment.LocalServer(LocalServerUrl));
        }

        return environments;
    }
}
