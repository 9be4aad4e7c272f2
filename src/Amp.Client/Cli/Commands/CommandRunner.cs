using System.Text.Json;
using Amp.Client.Authentication;
using Amp.Client.Configuration;
using Amp.Client.Environments;
using Amp.Client.Runs;

namespace Amp.Client.Cli;

/// <summary>Runs the commands of the CLI that it is known to have, and turns what it refuses into exceptions.</summary>
internal sealed class CommandRunner(RunEnvironmentSource environments, AmpClientOptions client, CliProbe probe, TimeProvider clock)
{
    public async Task<AmpCliCapabilities> CapabilitiesAsync(CancellationToken cancellationToken) =>
        (await probe.AskAsync(environments.WithoutKey(AmpRunOptions.Default).Locate(), cancellationToken).ConfigureAwait(false)).Capabilities;

    /// <param name="command">The words of the command, which the CLI must have.</param>
    /// <param name="arguments">What follows them.</param>
    /// <param name="options">How it is run.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="input">What it reads.</param>
    /// <returns>How it ended; its exit code is for the caller to judge.</returns>
    /// <exception cref="TimeoutException">It did not end in time.</exception>
    public async Task<CliOutput> RunAsync(string command, IEnumerable<string> arguments, AmpCommandOptions? options, CancellationToken cancellationToken, ReadOnlyMemory<byte> input = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        options ??= AmpCommandOptions.Default;
        if (options.Timeout <= TimeSpan.Zero || options.Timeout > AmpClientOptionsValidator.LongestRun)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Timeout, $"{nameof(AmpCommandOptions)}.{nameof(AmpCommandOptions.Timeout)} must be more than zero and at most {AmpClientOptionsValidator.LongestRun}.");
        }

        var asRun = new AmpRunOptions { WorkingDirectory = options.WorkingDirectory, SettingsFile = options.SettingsFile, EnvironmentVariables = options.EnvironmentVariables };
        var directory = RunArguments.Check(asRun, client);
        var target = (await environments.ForRunAsync(asRun, cancellationToken).ConfigureAwait(false)).Locate();
        var answer = await probe.AskAsync(target, cancellationToken).ConfigureAwait(false);
        CliCommandBuilder.RequireCommand(answer.Capabilities, command);

        var all = new ArgumentList(answer.Capabilities);
        if (options.SettingsFile is { } settings)
        {
            all.AddValue("--settings-file", Path.GetFullPath(settings, directory));
        }

        all.AddRaw(command.Split(' '));
        all.AddRaw([.. arguments]);
        var output = await CliQuery.RunAsync(target, all.Arguments, directory, options.Timeout, clock, input, cancellationToken).ConfigureAwait(false);
        return output.IsTimedOut
            ? throw new TimeoutException($"'amp {command}' did not end within {options.Timeout} and was stopped. Raise {nameof(AmpCommandOptions)}.{nameof(AmpCommandOptions.Timeout)} if that is too short.")
            : output;
    }

    /// <summary>Runs a command that prints JSON and must succeed.</summary>
    public async Task<JsonDocument> ReadAsync(string command, IEnumerable<string> arguments, AmpCommandOptions? options, CancellationToken cancellationToken)
    {
        var output = await RunAsync(command, arguments, options, cancellationToken).ConfigureAwait(false);
        return output.ExitCode is 0 ? Parse(command, output) : throw Failed(command, output);
    }

    /// <exception cref="AmpProcessException">It is no JSON.</exception>
    public static JsonDocument Parse(string command, CliOutput output)
    {
        try
        {
            return JsonDocument.Parse(output.Text);
        }
        catch (JsonException e)
        {
            throw new AmpProcessException($"'amp {command}' printed something else than JSON.", output.ExitCode, output.StandardErrorTail, e);
        }
    }

    public static AmpException Failed(string command, CliOutput output) => LoginPrompt.IsRefusedBy(output.StandardErrorTail)
        ? new AmpAuthenticationException($"The Amp service refused the key for 'amp {command}'. The CLI said: {string.Join(' ', output.StandardErrorTail)}", loginUrl: null, output.StandardErrorTail)
        : new AmpProcessException($"'amp {command}' failed with exit code {output.ExitCode}.", output.ExitCode, output.StandardErrorTail);
}
