using Amp.Streaming;

namespace Amp.Client;

/// <summary>Settings for one run, on top of the user's own. Immutable; may be shared by runs.</summary>
/// <remarks>
/// <para>
/// <b>Merged, not replaced.</b> The CLI takes one settings file, so the run gets a private copy of the user's with these on top: rules come before the user's rules,
/// disabled tools are added to the user's, MCP servers replace those of the same name, every other key replaces the user's. The user's file is read at the start of
/// the run and never written to. The copy is readable by this user only, lies outside the working directory and its repository, and is deleted when the run has ended;
/// after a crash of this process, by the next one that runs something.
/// </para>
/// <para>
/// <b>What wins over these.</b> Settings of the repository (<c>.amp/settings.json</c>), see <see cref="WorkspaceOverrides"/>, and those that an administrator manages.
/// </para>
/// <para>A run whose settings are malformed does not start: it throws an <see cref="AmpConfigurationException"/>.</para>
/// </remarks>
public sealed record AmpSettings
{
    /// <summary>Permission rules, which come before the user's.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<AmpPermissionRule> Permissions { get; init; } = [];

    /// <summary>Lets every tool run without asking; switches rules off that do anything but allow, so it cannot be combined with such <see cref="Permissions"/>.</summary>
    /// <value>The default is <see langword="null"/>: what the user's file says, unless that would switch the <see cref="Permissions"/> off.</value>
    public bool? DangerouslyAllowAll { get; init; }

    /// <summary>Tools to disable, by name or glob, in addition to those that the user disabled.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<string> DisabledTools { get; init; } = [];

    /// <summary>Any other setting, by its full name, such as <c>amp.network.timeout</c>.</summary>
    /// <value>The default is none. Names start with <c>amp.</c>: the CLI passes over others.</value>
    public IReadOnlyDictionary<string, RawJson> Values { get; init; } = new Dictionary<string, RawJson>();

    /// <summary>What to do when the repository's settings would win over these.</summary>
    /// <value>The default is <see cref="AmpSettingsPolicy.Report"/>.</value>
    public AmpSettingsPolicy WorkspaceOverrides { get; init; }

    /// <summary>What to do when the user's file holds permission rules that the CLI would drop, or that can never match.</summary>
    /// <value>The default is <see cref="AmpSettingsPolicy.Report"/>.</value>
    public AmpSettingsPolicy MalformedUserRules { get; init; }

    /// <summary>Is told what was found, once for each run, before it starts or is refused by a policy. Called on the thread that starts the run.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    public IProgress<AmpSettingsReport>? Report { get; init; }

    /// <summary>The same settings with one more.</summary>
    /// <param name="key">Its full name, such as <c>amp.network.timeout</c>.</param>
    /// <param name="json">Its value, in JSON.</param>
    /// <exception cref="System.Text.Json.JsonException"><paramref name="json"/> is not one valid JSON value.</exception>
    public AmpSettings With(string key, string json) => this with { Values = new Dictionary<string, RawJson>(Values) { [key] = RawJson.Parse(json) } };
}
