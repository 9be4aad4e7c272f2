using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Amp.Client.Cli;
using Amp.Client.Diagnostics;
using Amp.Client.Environments;

namespace Amp.Client;

/// <summary>What the CLI can tell and do beside runs. Each call starts a process of its own and spends no turn. Thread-safe.</summary>
/// <remarks>
/// <para>Every method throws, besides what it names itself: <see cref="AmpCliNotFoundException"/> without a CLI; <see cref="AmpCapabilityException"/>
/// when this CLI does not have the command; <see cref="AmpAuthenticationException"/> when it asks for a login or its key is refused;
/// <see cref="AmpProcessException"/> when the command fails; <see cref="TimeoutException"/> after <see cref="AmpCommandOptions.Timeout"/>;
/// <see cref="ArgumentException"/> when an option is out of range; <see cref="OperationCanceledException"/> with the caller's token.</para>
/// <para>Tools and usage need the Amp service; the others work without one, but 0.0.1790142911 asks it for MCP servers too.</para>
/// </remarks>
public sealed partial class AmpCliCommands
{
    private readonly CommandRunner _runner;
    private readonly RunEnvironmentSource _environments;

    internal AmpCliCommands(RunEnvironmentSource environments, AmpClientOptions client, CliProbe probe, TimeProvider clock) =>
        (_environments, Threads) = (environments, new(_runner = new(environments, client, probe, clock)));

    /// <summary>What the CLI can tell of threads, and change of them.</summary>
    public AmpCliThreads Threads { get; }

    /// <summary>Lists the agent modes that a run can use. Asks <c>--help</c> only.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Empty when the help could not be read. A CLI may have further ones by plugins.</returns>
    public async Task<IReadOnlyList<AmpMode>> ListModesAsync(CancellationToken cancellationToken = default) =>
        (await _runner.CapabilitiesAsync(cancellationToken).ConfigureAwait(false)).StreamingModes;

    /// <summary>Lists the tools of the agent, those of MCP servers and toolboxes included.</summary>
    /// <param name="options">How it is run.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IReadOnlyList<AmpToolListing>> ListToolsAsync(AmpCommandOptions? options = null, CancellationToken cancellationToken = default) =>
        ListAsync("tools list", ["--json"], "tools", CommandJson.Tool, options, cancellationToken);

    /// <summary>Tells all about one tool: what the model is told, and the schema of its input.</summary>
    /// <param name="tool">Its name, as <see cref="ListToolsAsync"/> gives it.</param>
    /// <param name="options">How it is run.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AmpProcessException">There is no such tool.</exception>
    public async Task<AmpToolListing> ShowToolAsync(string tool, AmpCommandOptions? options = null, CancellationToken cancellationToken = default)
    {
        const string Command = "tools show";
        RequireName(tool);
        var output = await _runner.RunAsync(Command, [tool, "--json"], options, cancellationToken).ConfigureAwait(false);
        if (output.ExitCode is not 0)
        {
            throw CommandRunner.Failed(Command, output);
        }

        using var json = CommandRunner.Parse(Command, output);
        return (json.RootElement.ValueKind is JsonValueKind.Object ? CommandJson.Tool(json.RootElement) : null)
            ?? throw new AmpProcessException($"'amp {Command}' printed no tool.", output.ExitCode, output.StandardErrorTail);
    }

    /// <summary>Uses a tool without the agent, at once and without asking: the permission rules do not count here.</summary>
    /// <param name="tool">Its name, as <see cref="ListToolsAsync"/> gives it.</param>
    /// <param name="input">Its input as JSON, such as <c>{"cmd":"ls"}</c>. It goes by standard input.</param>
    /// <param name="options">How it is run. Mind the time limit: 0.0.1774569934 does not end when a command of Bash fails.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="JsonException"><paramref name="input"/> is no JSON.</exception>
    public async Task<AmpToolOutput> UseToolAsync(string tool, string input, AmpCommandOptions? options = null, CancellationToken cancellationToken = default)
    {
        RequireName(tool);
        ArgumentNullException.ThrowIfNull(input);
        using (JsonDocument.Parse(input))
        {
        }

        var output = await _runner.RunAsync("tools use", [tool], options, cancellationToken, Encoding.UTF8.GetBytes(input + "\n")).ConfigureAwait(false);
        return new()
        {
            Text = output.Text.TrimEnd('\n'),
            ToolExitCode = ToolExitCode(output.Text),
            IsError = output.ExitCode is not 0,
            Error = output.ExitCode is 0 ? null : string.Join(Environment.NewLine, output.StandardErrorTail),
        };
    }

    /// <summary>Lists the skills that the agent may load in the working directory.</summary>
    /// <param name="options">How it is run.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IReadOnlyList<AmpSkill>> ListSkillsAsync(AmpCommandOptions? options = null, CancellationToken cancellationToken = default) =>
        ListAsync("skill list", ["--json"], "skills", CommandJson.Skill, options, cancellationToken);

    /// <summary>Lists the MCP servers of the settings. Does not start them.</summary>
    /// <param name="options">How it is run.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IReadOnlyList<AmpMcpServerListing>> ListMcpServersAsync(AmpCommandOptions? options = null, CancellationToken cancellationToken = default) =>
        ListAsync("mcp list", ["--json"], "servers", CommandJson.McpServer, options, cancellationToken);

    /// <summary>Starts the MCP servers of the settings and tells how they do. Takes some 5 seconds when one does not answer.</summary>
    /// <param name="options">How it is run.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<AmpMcpHealth>> DoctorMcpAsync(AmpCommandOptions? options = null, CancellationToken cancellationToken = default)
    {
        var output = await _runner.RunAsync("mcp doctor", [], options, cancellationToken).ConfigureAwait(false);
        var redactor = new SecretRedactor(_environments.WithoutKey(AmpRunOptions.Default).Variables);
        return output.ExitCode is 0 ? McpDoctorText.Read(redactor.Redact(output.Text)) : throw CommandRunner.Failed("mcp doctor", output);
    }

    /// <summary>Tells what is left to spend. From 0.0.1770734955 on.</summary>
    /// <param name="options">How it is run.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<AmpUsage> GetUsageAsync(AmpCommandOptions? options = null, CancellationToken cancellationToken = default)
    {
        var output = await _runner.RunAsync("usage", [], options, cancellationToken).ConfigureAwait(false);
        var text = output.ExitCode is 0 ? output.Text.Trim() : throw CommandRunner.Failed("usage", output);
        return new() { Text = text, SignedInAs = SignedIn().Match(text) is { Success: true } match ? match.Groups[1].Value : null };
    }

    private async Task<IReadOnlyList<T>> ListAsync<T>(
        string command, string[] arguments, string property, Func<JsonElement, T?> read, AmpCommandOptions? options, CancellationToken cancellationToken)
        where T : class
    {
        using var json = await _runner.ReadAsync(command, arguments, options, cancellationToken).ConfigureAwait(false);
        return [.. CommandJson.Items(json.RootElement, property).Select(read).OfType<T>()];
    }

    // A dash would make it a flag, and every other name is an argument of its own.
    private static void RequireName(string tool)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(tool);
        if (tool[0] == '-')
        {
            throw new ArgumentException($"'{tool}' is no name of a tool: it begins with a dash.", nameof(tool));
        }
    }

    private static int? ToolExitCode(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind is JsonValueKind.Object && json.RootElement.TryGetProperty("exitCode", out var code) && code.TryGetInt32(out var value) ? value : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;   // plain text, as some tools give
        }
    }

    [GeneratedRegex(@"^Signed in as (\S+@\S+)", RegexOptions.Multiline)]
    private static partial Regex SignedIn();
}
