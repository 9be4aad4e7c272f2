using Amp.Client.Channel;
using Amp.Client.Cli;
using Amp.Client.Diagnostics;
using Amp.Client.Environments;
using Amp.Client.Permissions;
using Amp.Client.Processes;
using Amp.Client.Settings;
using Microsoft.Extensions.Logging;

namespace Amp.Client.Runs;

/// <summary>Starts a run: environment, CLI, what that CLI offers, settings, command line, process.</summary>
internal sealed class RunStarter(AmpClientOptions options, RunEnvironmentSource environments, CliProbe probe, TimeProvider clock, ILogger logger)
{
    /// <param name="request">What to run; checked.</param>
    /// <param name="directory">The full path of the directory that it works in.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The run, and what completes when its process has ended.</returns>
    public async Task<(AmpRun Run, Task Exited)> StartAsync(AmpRequest request, string directory, CancellationToken cancellationToken)
    {
        var telemetry = RunTelemetry.Begin(request.Thread, clock);
        try
        {
            return await StartAsync(request, directory, telemetry, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            telemetry.End(e);
            throw;
        }
    }

    private async Task<(AmpRun Run, Task Exited)> StartAsync(AmpRequest request, string directory, RunTelemetry telemetry, CancellationToken cancellationToken)
    {
        var target = (await environments.ForRunAsync(request.Options, cancellationToken).ConfigureAwait(false)).Locate();
        var (cli, variables) = target;
        var answer = await probe.AskAsync(target, cancellationToken).ConfigureAwait(false);
        var asking = new AskingTime(clock);
        var channel = RunChannels.Prepare(ref request, options, directory, RunFolders.Shared, asking, clock, logger, out var routing);
        var settings = SettingsPreparation.Prepare(request.Options, directory, variables, RunFolders.Shared, logger, routing);
        AskCheck.Refuse(request.Options, answer.Capabilities, settings, directory, variables);
        var command = CliCommandBuilder.Build(PreparedSettings.PutInto(request, settings), answer.Capabilities, directory);
        foreach (var (name, value) in command.Environment)
        {
            variables[name] = value;
        }

        telemetry.HandOver(variables, options, request.Options);
        var startedAt = clock.GetUtcNow();
        var start = ToStart(cli, command, directory, variables);
        var process = PreparedChannel.Start(channel, () => PreparedSettings.Start(settings, () => RunFile.StartWith(command.Files, () => AmpProcess.Start(start, clock))), clock, logger);
        Log.RunStarted(logger, cli.Path, cli.FoundBy, process.Id, directory);
        return (new(process, ToSettings(request, startedAt, variables, start.Redact, telemetry) with { Asking = asking }), process.Exited);
    }

    private ProcessStart ToStart(CliLocation cli, CliCommand command, string directory, Dictionary<string, string> variables) => new()
    {
        FileName = cli.FileName,
        Arguments = [.. cli.LeadingArguments, .. command.Arguments],
        WorkingDirectory = directory,
        Environment = variables,
        StandardInput = command.StandardInput,
        StopSignal = options.StopSignal,
        Redact = new SecretRedactor(variables).Redact,
    };

    private RunSettings ToSettings(AmpRequest request, DateTimeOffset startedAt, Dictionary<string, string> variables, Func<string, string> redact, RunTelemetry telemetry) => new()
    {
        Thread = request.Thread,
        StartedAt = startedAt,
        Timeout = request.Options.Timeout ?? options.RunTimeout,
        FirstOutputTimeout = options.FirstOutputTimeout,
        IdleTimeout = options.IdleTimeout,
        ToolTimeout = options.ToolTimeout,
        ThreadFolder = CliEnvironment.ThreadFolder(variables),
        ShutdownGracePeriod = options.ShutdownGracePeriod,
        ExitTimeout = options.ExitTimeout,
        MaxLineBytes = options.MaxLineBytes,
        Redact = redact,
        Clock = clock,
        Logger = logger,
        Telemetry = telemetry,
    };
}
