namespace Amp.Client.Environments;

/// <summary>Which environment some settings mean, most explicit first.</summary>
internal static class EnvironmentResolution
{
    public static AmpEnvironment Resolve(string? cliPath, string? serverUrl, IReadOnlyDictionary<string, string> variables)
    {
        if (FromSettings(cliPath, serverUrl) is { } explicitly)
        {
            return explicitly;
        }

        var named = Filled(variables.GetValueOrDefault(EnvironmentVariableNames.CliPath)) ?? Filled(variables.GetValueOrDefault(EnvironmentVariableNames.Bin));
        var url = Filled(variables.GetValueOrDefault(EnvironmentVariableNames.ServerUrl));
        return FromSettings(named, url) ?? AmpEnvironment.Production with { IsProduction = false };
    }

    public static bool IsProduction(string? cliPath) => string.Equals(cliPath?.Trim(), AmpEnvironment.ProductionName, StringComparison.OrdinalIgnoreCase);

    private static AmpEnvironment? FromSettings(string? cliPath, string? serverUrl) => (Filled(cliPath), Filled(serverUrl)) switch
    {
        ({ } path, _) when IsProduction(path) => AmpEnvironment.Production,
        ({ } path, { } url) => AmpEnvironment.LocalServer(url, path),
        ({ } path, null) => AmpEnvironment.LocalCli(path),
        (null, { } url) => AmpEnvironment.LocalServer(url),
        _ => null,
    };

    private static string? Filled(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
