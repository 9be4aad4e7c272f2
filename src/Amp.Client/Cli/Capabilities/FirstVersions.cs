using System.Collections.Frozen;

namespace Amp.Client.Cli;

/// <summary>Since which version the CLI has what it did not always have: the oldest one that was seen with it.</summary>
internal static class FirstVersions
{
    private const string January25 = "0.0.1769314944-g5070a1";
    private const string February10 = "0.0.1770734955-g93e689";
    private const string February16 = "0.0.1771243550-geaf318";
    private const string March13 = "0.0.1773432280-gcd86a7";
    private const string March27 = "0.0.1774569934-g39e3ec";
    private const string April12 = "0.0.1775981571-g834e73";
    private const string September23 = "0.0.1790142911-g7618fb";

    /// <summary>By flag, flag with value, command ("amp …") or streamed mode.</summary>
    private static readonly FrozenDictionary<string, string> Known = new Dictionary<string, string>
    {
        ["--stream-json-thinking"] = January25,
        ["--label"] = January25,
        ["--archive"] = February16,
        ["--title"] = September23,
        ["--features"] = September23,
        ["--no-archive-after-execute"] = September23,
        ["--mode=deep"] = February10,
        ["--mode=low"] = September23,
        ["--mode=medium"] = September23,
        ["--mode=high"] = September23,
        ["--mode=ultra"] = September23,
        ["--mode=rush with a stream"] = March13,
        ["--mode=large with a stream"] = March13,
        ["--mode=deep with a stream"] = March13,
        ["an image in a prompt"] = March27,
        ["amp usage"] = February10,
        ["amp threads delete"] = January25,
        ["amp threads visibility"] = February16,
        ["amp threads usage"] = March13,
        ["amp threads export"] = April12,
        ["amp threads label"] = April12,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <returns>Null when that is not known, or when the CLI is newer: then it was there once, and is gone.</returns>
    public static string? Of(string feature, AmpCliCapabilities cli) =>
        Known.TryGetValue(feature, out var version) && (cli.Build is null || VersionText.BuildOf(version) > cli.Build) ? version : null;
}
