using Amp.Client.Cli;

namespace Amp.Client;

/// <summary>What one CLI offers, read from its <c>--version</c> and <c>--help</c>. Immutable.</summary>
/// <remarks>
/// What the help is silent about, but the CLI is known to do, is added from recordings of 0.0.1767830505 to 0.0.1790142911; the page
/// <c>docs/cli-compatibility.md</c> shows all of it.
/// </remarks>
public sealed class AmpCliCapabilities
{
    private readonly Dictionary<string, AmpCliFlag> _flags = new(StringComparer.Ordinal);
    private readonly HashSet<string> _commands;
    private readonly HashSet<string> _settings;

    internal AmpCliCapabilities(VersionText version, HelpText help)
    {
        (Version, ReleasedAt, Build) = (version.Version, version.ReleasedAt, version.Build);
        (Commands, Settings, EnvironmentVariables) = (help.Commands, help.Settings, help.EnvironmentVariables);
        Flags = UnlistedFeatures.AddTo(help.Flags, Build);
        _commands = new(Commands, StringComparer.Ordinal);
        _settings = new(Settings, StringComparer.Ordinal);
        foreach (var flag in Flags)
        {
            foreach (var name in flag.Names)
            {
                _flags.TryAdd(name, flag);
            }
        }

        IsKnown = help.Flags.Count > 0;
        RunFlags = !IsKnown || Supports("--stream-json") ? AmpRunFlags.ExecuteStreamJson
            : Supports("--print") && FindFlag("--output-format") is { } format && (format.AllowedValues.Count == 0 || format.Allows("stream-json")) ? AmpRunFlags.PrintStreamJson
            : AmpRunFlags.None;
        Modes = [.. (FindFlag("--mode")?.AllowedValues ?? []).Select(static name => new AmpMode(name))];
        StreamingModes = [.. Modes.Where(CanStream)];
    }

    /// <summary>Nothing is known: no flag is refused, and <see cref="AmpRunFlags.ExecuteStreamJson"/> is assumed.</summary>
    public static AmpCliCapabilities Unknown { get; } = Parse(null, null);

    /// <summary>Whether the help could be read. When not, nothing is refused and the lists here are empty.</summary>
    public bool IsKnown { get; }

    /// <summary>The version, such as <c>0.0.1774569934-g39e3ec</c>.</summary>
    /// <value><see langword="null"/> when <c>--version</c> printed none.</value>
    public string? Version { get; }

    /// <summary>When that version was released.</summary>
    /// <value><see langword="null"/> when <c>--version</c> does not say.</value>
    public DateTimeOffset? ReleasedAt { get; }

    /// <summary>Which flags make this CLI run a prompt.</summary>
    public AmpRunFlags RunFlags { get; }

    /// <summary>Its flags, in the order of the help.</summary>
    public IReadOnlyList<AmpCliFlag> Flags { get; }

    /// <summary>Its commands with their sub-commands, in the order of the help: <c>threads</c>, <c>threads continue</c>, …</summary>
    public IReadOnlyList<string> Commands { get; }

    /// <summary>The settings that the help names, such as <c>amp.permissions</c>.</summary>
    public IReadOnlyList<string> Settings { get; }

    /// <summary>The environment variables that the help names, such as <c>AMP_API_KEY</c>.</summary>
    public IReadOnlyList<string> EnvironmentVariables { get; }

    /// <summary>The agent modes that it lists.</summary>
    public IReadOnlyList<AmpMode> Modes { get; }

    /// <summary>Those of <see cref="Modes"/> that a run of this SDK can use.</summary>
    public IReadOnlyList<AmpMode> StreamingModes { get; }

    internal long? Build { get; }

    /// <summary>Reads what a CLI printed.</summary>
    /// <param name="version">What <c>--version</c> printed, or <see langword="null"/>.</param>
    /// <param name="help">What <c>--help</c> printed, or <see langword="null"/>. Text that is no help makes <see cref="IsKnown"/> false.</param>
    public static AmpCliCapabilities Parse(string? version, string? help) => new(VersionText.Parse(version), HelpParser.Parse(help));

    /// <summary>Whether the CLI is known to have a flag.</summary>
    /// <param name="flag">One of its names, such as <c>--stream-json</c> or <c>-x</c>.</param>
    public bool Supports(string flag) => FindFlag(flag) is not null;

    /// <summary>Gives a flag by one of its names, or <see langword="null"/>.</summary>
    /// <param name="flag">Such as <c>--mode</c> or <c>-m</c>.</param>
    public AmpCliFlag? FindFlag(string flag)
    {
        ArgumentNullException.ThrowIfNull(flag);
        return _flags.GetValueOrDefault(flag);
    }

    /// <summary>Whether the CLI is known to have a command.</summary>
    /// <param name="command">Its full name, such as <c>threads continue</c>.</param>
    public bool HasCommand(string command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return _commands.Contains(command);
    }

    /// <summary>Whether the help names a setting.</summary>
    /// <param name="setting">Its full name, such as <c>amp.permissions</c>.</param>
    public bool HasSetting(string setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return _settings.Contains(setting);
    }

    /// <summary>Whether a run in this mode can be streamed. Says nothing about whether the mode exists.</summary>
    /// <param name="mode">The mode.</param>
    /// <remarks>Before 0.0.1773432280, <c>rush</c>, <c>large</c> and <c>deep</c> could not; <c>free</c> never could. True when the version is not known.</remarks>
    public bool CanStream(AmpMode mode) => UnlistedFeatures.CanStream(mode, Build);

    /// <summary>Says everything about a run that this CLI cannot do, where starting it would tell the first only. Nothing is started.</summary>
    /// <param name="request">The run. Files and folders that it names by a relative path are not looked for, and <see cref="AmpRunOptions.ExtraArguments"/> are not looked at.</param>
    /// <returns>One message for each problem, such as an <see cref="AmpCapabilityException"/> would have it; empty when there is none.</returns>
    public IReadOnlyList<string> FindProblems(AmpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return RequestCheck.FindProblems(request, this);
    }
}
