using Amp.Streaming;
using Amp.Streaming.Events;

namespace Amp.Client;

/// <summary>How one run differs from what the client's options say. What the CLI at hand does not offer ends in an <see cref="AmpCapabilityException"/> before the run starts.</summary>
public sealed record AmpRunOptions
{
    internal static AmpRunOptions Default { get; } = new();

    /// <summary>The directory that the agent works in. It must exist.</summary>
    /// <value>The default is <see langword="null"/>: that of the client's options, else the current directory.</value>
    public string? WorkingDirectory { get; init; }

    /// <summary>The agent mode: <see cref="AmpMode.Smart"/>, <see cref="AmpMode.Medium"/>, … Which there are differs between CLI versions.</summary>
    /// <value>The default is <see langword="null"/>: the CLI's own.</value>
    public AmpMode? Mode { get; init; }

    /// <summary>The model, passed on as it is: as <c>--model</c>, else as <c>--try-model</c>. No version since 0.0.1767830505 has either; choose a <see cref="Mode"/> there.</summary>
    /// <value>The default is <see langword="null"/>: what the mode brings.</value>
    public string? Model { get; init; }

    /// <summary>Thread features to switch on: <c>fast</c>, <c>plaid</c>, <c>pro</c>, … From 0.0.1790142911 on.</summary>
    /// <value>The default is none. 0.0.1790142911 takes <c>fast</c> and one other at a time.</value>
    public IReadOnlyList<string> Features { get; init; } = [];

    /// <summary>Streams the model's thinking too. From 0.0.1769314944 on.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool Thinking { get; init; }

    /// <summary>What the thread of this run is to be like.</summary>
    public AmpThreadSettings Thread { get; init; } = AmpThreadSettings.Default;

    /// <summary>Lets every tool run without asking. Rules that reject or delegate are switched off by it, too.</summary>
    /// <value>The default is <see langword="false"/>: the CLI's built-in rules ask for most shell commands, and a run cannot answer.</value>
    public bool DangerouslyAllowAll { get; init; }

    /// <summary>Is asked whether a tool may run. May be called from several threads at the same time: parallel calls, sub-agents, runs that share it.</summary>
    /// <value>
    /// The default is <see langword="null"/>: rules decide alone, and where they would ask, the run ends with <see cref="AmpErrorKind.ApprovalRequired"/>. With a handler
    /// nothing that it should decide on can run without it: a run that lets every tool run, or works in a repository whose settings would decide first, is refused.
    /// </value>
    public AmpPermissionHandler? OnPermission { get; init; }

    /// <summary>How <see cref="OnPermission"/> is asked.</summary>
    public AmpPermissionOptions Permissions { get; init; } = AmpPermissionOptions.Default;

    /// <summary>MCP servers on top of those of the settings: JSON of the form <c>{"name":{"command":"…"}}</c> or <c>{"name":{"url":"…"}}</c>, or the path of a file that holds such.</summary>
    /// <value>
    /// The default is <see langword="null"/>: none. JSON reaches the CLI through a private file, so that no key in it shows in a list of
    /// processes. A relative path starts at the run's working directory, and the file must exist.
    /// </value>
    public string? McpConfig { get; init; }

    /// <summary>The same, typed, by name; on top of <see cref="McpConfig"/>. The agent sees the tools of a server as <c>mcp__name__tool</c>.</summary>
    /// <value>The default is none. Names are letters and digits of ASCII with single underscores in between: the CLI would change others.</value>
    public IReadOnlyDictionary<string, AmpMcpServer> McpServers { get; init; } = new Dictionary<string, AmpMcpServer>();

    /// <summary>MCP servers inside this process, on top of <see cref="McpConfig"/> and <see cref="McpServers"/>: the agent calls your code.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<IAmpToolServer> ToolServers { get; init; } = [];

    /// <summary>Folders with toolbox programs, handed to the CLI as <c>AMP_TOOLBOX</c>. They must exist. 0.0.1790142911 has no toolbox any more.</summary>
    /// <value>The default is none: what the environment and the settings say. A relative path starts at the run's working directory.</value>
    public IReadOnlyList<string> Toolbox { get; init; } = [];

    /// <summary>Further folders with skills, each skill a folder with a <c>SKILL.md</c>; on top of those of the user and the workspace. They must exist. From 0.0.1769314944 on.</summary>
    /// <value>The default is none. A relative path starts at the run's working directory. Handed to the CLI as the setting <c>amp.skills.path</c>, as <see cref="Settings"/> are.</value>
    public IReadOnlyList<string> Skills { get; init; } = [];

    /// <summary>The settings file to use in place of the user's; nothing is merged. It must exist, because the CLI passes over one that does not.</summary>
    /// <value>The default is <see langword="null"/>: the user's. A relative path starts at the run's working directory.</value>
    public string? SettingsFile { get; init; }

    /// <summary>The CLI's own log.</summary>
    public AmpCliLogging Logging { get; init; } = AmpCliLogging.Default;

    /// <summary>How long the run may take from start to result.</summary>
    /// <value>More than zero, at most a day. The default is <see langword="null"/>: <see cref="AmpClientOptions.RunTimeout"/>.</value>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Environment variables for this run, on top of those of the client's options. A <see langword="null"/> value removes one.</summary>
    public IReadOnlyDictionary<string, string?> EnvironmentVariables { get; init; } = new Dictionary<string, string?>();

    /// <summary>Further arguments for the CLI, passed one by one as they are and not checked: what this SDK does not model.</summary>
    public IReadOnlyList<string> ExtraArguments { get; init; } = [];

    /// <summary>Settings for this run, on top of the user's own settings file.</summary>
    /// <value>The default is <see langword="null"/>: the user's alone, unchecked. An empty one changes nothing, but has the user's file checked.</value>
    public AmpSettings? Settings { get; init; }

    /// <summary>How much the run may use before it is stopped; in a conversation, all of its turns together.</summary>
    /// <value>The default is <see langword="null"/>: no limit but the clocks.</value>
    public AmpBudget? Budget { get; init; }

    /// <summary>Is called with every message, in order, before whoever reads the run gets it.</summary>
    /// <remarks>
    /// Hooks are called one after the other, never two at once: this one first, then those below for what the message holds. The next message waits for
    /// them. A hook that throws ends the run, and its exception comes out of the run as it is. The token is cancelled when the run is disposed or its time
    /// is up. Messages that <see cref="AmpRun.StopAsync"/> drops are seen too. A hook must not wait for its own run: throw, to end it.
    /// </remarks>
    public Func<AmpMessage, CancellationToken, ValueTask>? OnMessage { get; init; }

    /// <summary>Is called for every tool that the agent calls. The tool is at work by then: to decide whether it may, use permission rules.</summary>
    /// <remarks><inheritdoc cref="OnMessage" path="/remarks"/></remarks>
    public Func<ToolStartEvent, CancellationToken, ValueTask>? OnToolStart { get; init; }

    /// <summary>Is called once for every tool that was called: when it has answered, or when the run ends without its answer.</summary>
    /// <remarks><inheritdoc cref="OnMessage" path="/remarks"/> A run that ends in an exception leaves its tools unfinished.</remarks>
    public Func<ToolFinishEvent, CancellationToken, ValueTask>? OnToolFinish { get; init; }

    /// <summary>Is called when the agent has finished a turn, or was interrupted in it.</summary>
    /// <remarks><inheritdoc cref="OnMessage" path="/remarks"/></remarks>
    public Func<TurnEndEvent, CancellationToken, ValueTask>? OnTurnEnd { get; init; }

    /// <summary>What only matters in a conversation.</summary>
    public AmpConversationSettings Conversation { get; init; } = AmpConversationSettings.Default;
}
