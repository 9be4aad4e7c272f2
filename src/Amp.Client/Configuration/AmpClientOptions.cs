namespace Amp.Client;

/// <summary>Settings of one client.</summary>
public sealed class AmpClientOptions
{
    /// <summary>The CLI to run: the path of an executable, of a <c>.js</c>, <c>.mjs</c> or <c>.cjs</c> file (run by <c>node</c>) or of a <c>.dll</c> (run by <c>dotnet</c>), or a name to look up on <c>PATH</c>.</summary>
    /// <value>
    /// The default is <see langword="null"/>: the first of <c>AMP_CLI_PATH</c>, <c>AMP_BIN</c>, <c>amp</c> on <c>PATH</c>,
    /// <c>~/.amp/bin</c>, <c>~/.local/bin</c>, <c>/usr/local/bin</c>.
    /// </value>
    public string? CliPath { get; set; }

    /// <summary>The Amp service, handed to the CLI as <c>AMP_URL</c>.</summary>
    /// <value>An absolute http or https URL. The default is <see langword="null"/>: what the environment says, else the CLI's own.</value>
    public string? ServerUrl { get; set; }

    /// <summary>The access key, handed to the CLI as <c>AMP_API_KEY</c>. Taken out of every log and exception.</summary>
    /// <value>The default is <see langword="null"/>: the first of <see cref="ApiKeySecret"/>, <see cref="AuthCommand"/>, <c>AMP_API_KEY</c>, <c>AMP_TOKEN</c>, <c>AMP_AUTH_CMD</c>, the CLI's own sign-in.</value>
    public string? ApiKey { get; set; }

    /// <summary>The name under which the client's <see cref="IAmpSecretStore"/> keeps the access key.</summary>
    /// <value>The default is <see langword="null"/>: the key is not taken from a store, unless <see cref="AmpEnvironment.ApiKeySecret"/> says so. <see cref="ApiKey"/> wins.</value>
    public string? ApiKeySecret { get; set; }

    /// <summary>A command whose first line of output is the access key, such as <c>op read "op://work/amp/key"</c>.</summary>
    /// <value>
    /// Words end at white space; <c>'…'</c> and <c>"…"</c> group (with <c>\"</c> and <c>\\</c> in the latter); nothing else is special, because no shell
    /// reads it. The default is <see langword="null"/>: <c>AMP_AUTH_CMD</c>, and that only where no key is set. A key is kept in memory for five minutes.
    /// </value>
    public string? AuthCommand { get; set; }

    /// <summary>Whether a shell reads the command: <c>/bin/sh -c</c>, on Windows <c>cmd.exe /d /c</c>. Holds for <c>AMP_AUTH_CMD</c> too.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool AuthCommandUsesShell { get; set; }

    /// <summary>How long the command may take. Then it is ended, with what it started.</summary>
    /// <value>More than zero, at most ten minutes. The default is 30 seconds.</value>
    public TimeSpan AuthCommandTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The directory that the agent works in. It must exist when a run starts.</summary>
    /// <value>The default is <see langword="null"/>: the current directory when a run starts.</value>
    public string? WorkingDirectory { get; set; }

    /// <summary>Environment variables for the CLI, on top of this process's own. A <see langword="null"/> value removes one.</summary>
    public IDictionary<string, string?> EnvironmentVariables { get; } = new Dictionary<string, string?>();

    /// <summary>How long a run may take from the start of the CLI to its result.</summary>
    /// <value>More than zero, at most a day. The default is 5 minutes (300 000 ms).</value>
    public TimeSpan RunTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long the CLI may take to its first line. It starts in 1 to 2 s; MCP servers may hold it up for 15 s, a slow service for as long again.</summary>
    /// <value>More than zero, at most a day. The default is 1 minute.</value>
    public TimeSpan FirstOutputTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long the CLI may be silent while no tool is at work. It prints no partial answers, so a model that thinks is silence.</summary>
    /// <value>More than zero, at most a day. The default is 330 s: the CLI itself gives up on a silent model after 300 s, and its own words say more.</value>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(330);

    /// <summary>How long the CLI may be silent while a tool is at work. Tools of one round are answered together, when the last has ended.</summary>
    /// <value>More than zero, at most a day. The default is 30 minutes; <see cref="RunTimeout"/> comes first unless it was raised.</value>
    public TimeSpan ToolTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long the CLI may take to end after it was asked to stop. Then it is killed, with everything it started.</summary>
    /// <value>From zero to five minutes. The default is 5 seconds.</value>
    public TimeSpan ShutdownGracePeriod { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the CLI may take to end by itself after its result, or after the end of its output: it uploads the thread then. After that it is asked to stop.</summary>
    /// <value>From zero to five minutes. The default is 30 seconds.</value>
    public TimeSpan ExitTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest line to read from the CLI, in bytes. A longer one is passed over and reported.</summary>
    /// <value>Between 1 KiB and 1 GiB. The default is 64 MiB.</value>
    public int MaxLineBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>How many runs of this client may be under way at once. Further ones wait their turn, first come, first served; their clocks start when they do.</summary>
    /// <value>Between 1 and 1,000. The default is 32: a CLI takes about 200 MB.</value>
    public int MaxConcurrentRuns { get; set; } = 32;

    /// <summary>The broker: the program by which the CLI asks this application for permissions and reaches its tools. A <c>.dll</c> (run by <c>dotnet</c>) or a native program.</summary>
    /// <value>The default is <see langword="null"/>: <c>amp-broker/AmpBroker.dll</c> beside the application, which the package Amp.Client puts there in a build.</value>
    public string? BrokerPath { get; set; }

    /// <summary>Processes that are kept started for runs to come.</summary>
    /// <value>The default is none.</value>
    public AmpWarmPoolOptions WarmPool { get; } = new();

    /// <summary>How a CLI is asked to stop.</summary>
    /// <value>The default is <see cref="AmpStopSignal.Terminate"/>.</value>
    public AmpStopSignal StopSignal { get; set; }
}
