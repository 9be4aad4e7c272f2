using Amp.Client.Budgets;
using Amp.Client.Channel;
using Amp.Client.Cli;
using Amp.Client.Conversations;
using Amp.Client.Diagnostics;
using Amp.Client.Environments;
using Amp.Client.Hooks;
using Amp.Client.Mcp;
using Amp.Client.Permissions;
using Amp.Client.Processes;
using Amp.Client.Settings;
using Amp.Client.WarmPool;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Amp.Client.Runs;

/// <summary>Starts a run: environment, CLI, what that CLI offers, settings, command line, process.</summary>
internal sealed class RunStarter(AmpClientOptions options, RunEnvironmentSource environments, CliProbe probe, TimeProvider clock, ILogger logger) : IAsyncDisposable
{
    // A prompt is repeated within a fraction of a second of its arrival.
    private static readonly TimeSpan WarmBeginLimit = TimeSpan.FromSeconds(20);

    private readonly WarmProcesses _warm = new(options.WarmPool, options.FirstOutputTimeout, clock, logger);

    /// <param name="request">What to run; checked.</param>
    /// <param name="directory">The full path of the directory that it works in.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The run, and what completes when its process has ended.</returns>
    public async Task<(AmpRun Run, Task Exited)> StartAsync(AmpRequest request, string directory, CancellationToken cancellationToken)
    {
        var telemetry = RunTelemetry.Begin(request.Thread, clock);
        try
        {
            var (process, settings, channel) = await LaunchAsync(request, directory, telemetry, cancellationToken).ConfigureAwait(false);
            var run = new AmpRun(process, settings);
            channel?.ToolServerContext?.Follow(() => run.ThreadId);
            return (run, process.Exited);
        }
        catch (Exception e)
        {
            telemetry.End(e);
            throw;
        }
    }

    /// <summary>Starts a process that takes the turns of a conversation. Its turns have telemetry of their own.</summary>
    /// <inheritdoc cref="StartAsync"/>
    public async Task<(JsonTurnPlayer Player, Task Exited)> StartConversationAsync(AmpRequest request, string directory, CancellationToken cancellationToken)
    {
        var (process, settings, channel) = await LaunchAsync(request, directory, RunTelemetry.None, cancellationToken).ConfigureAwait(false);
        var player = new JsonTurnPlayer(process, settings);
        channel?.ToolServerContext?.Follow(() => player.ThreadId);
        return (player, process.Exited);
    }

    /// <summary>Asks the CLI that a run with these options would use what it offers.</summary>
    public async Task<AmpCliCapabilities> AskAsync(AmpRunOptions run, CancellationToken cancellationToken) =>
        (await probe.AskAsync(environments.WithoutKey(run).Locate(), cancellationToken).ConfigureAwait(false)).Capabilities;

    /// <summary>Starts processes that wait for runs with these options, until there are as many as there should be.</summary>
    public async Task WarmUpAsync(AmpRunOptions run, string directory, CancellationToken cancellationToken)
    {
        var launch = await PrepareAsync(Idle(run), directory, logger, cancellationToken).ConfigureAwait(false);
        if (launch.CanBeWarm)
        {
            await RefillAsync(WarmKey.Of(launch), launch).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public ValueTask DisposeAsync() => _warm.DisposeAsync();

    private async Task<(IAmpProcess Process, RunSettings Settings, PreparedChannel? Channel)> LaunchAsync(AmpRequest request, string directory, RunTelemetry telemetry, CancellationToken cancellationToken)
    {
        var launch = await PrepareAsync(request, directory, logger, cancellationToken).ConfigureAwait(false);
        var startedAt = clock.GetUtcNow();
        var key = launch.CanBeWarm ? WarmKey.Of(launch) : null;
        IAmpProcess? process = key is null ? null : await TakeWarmAsync(key, launch, request.KeepsInputOpen, cancellationToken).ConfigureAwait(false);
        if (process is null)
        {
            telemetry.HandOver(launch.Variables, options, request.Options);
            process = Start(launch, request.KeepsInputOpen);
            Log.RunStarted(logger, launch.Cli.Path, launch.Cli.FoundBy, process.Id, directory);
        }

        if (key is not null)
        {
            _ = RefillAsync(key, launch);
        }

        return (process, ToSettings(request, startedAt, launch, telemetry), launch.Channel);
    }

    private async Task<PreparedLaunch> PrepareAsync(AmpRequest request, string directory, ILogger reports, CancellationToken cancellationToken)
    {
        var asked = request.Options;
        var target = (await environments.ForRunAsync(asked, cancellationToken).ConfigureAwait(false)).Locate();
        var (cli, variables) = target;
        var answer = await probe.AskAsync(target, cancellationToken).ConfigureAwait(false);
        request = SkillFolders.PutInto(request, answer.Capabilities, directory);
        request = McpConfigMerge.PutInto(request, directory);
        var asking = new AskingTime(clock);
        var redact = new SecretRedactor(variables).Redact;
        var channel = new RunChannels(options, RunFolders.Shared, clock, reports).Prepare(ref request, directory, redact, asking);
        var settings = SettingsPreparation.Prepare(request.Options, directory, variables, RunFolders.Shared, reports, channel?.Routing);
        AskCheck.Refuse(request.Options, answer.Capabilities, settings, directory, variables);
        var canBeWarm = options.WarmPool.Size > 0 && channel is null && request.Thread is null && answer.Capabilities.Supports("--stream-json-input");
        var command = CliCommandBuilder.Build(PreparedSettings.PutInto(request, settings), answer.Capabilities, directory, asJson: canBeWarm);
        foreach (var (name, value) in command.Environment)
        {
            variables[name] = value;
        }

        return new()
        {
            Cli = cli,
            Command = command,
            Directory = directory,
            Variables = variables,
            Options = asked,
            Channel = channel,
            Settings = settings,
            Asking = asking,
            CanBeWarm = canBeWarm,
            Redact = redact,
        };
    }

    private IAmpProcess Start(PreparedLaunch launch, bool keepsInputOpen)
    {
        var start = new ProcessStart
        {
            FileName = launch.Cli.FileName,
            Arguments = [.. launch.Cli.LeadingArguments, .. launch.Command.Arguments],
            WorkingDirectory = launch.Directory,
            Environment = launch.Variables,
            StandardInput = launch.Command.StandardInput,
            KeepsInputOpen = keepsInputOpen,
            StopSignal = options.StopSignal,
            Redact = launch.Redact,
        };
        return PreparedChannel.Start(launch.Channel, () => PreparedSettings.Start(launch.Settings, () => RunFile.StartWith(launch.Command.Files, () => AmpProcess.Start(start, clock))), clock, logger);
    }

    private async Task<WarmProcess?> TakeWarmAsync(WarmKey key, PreparedLaunch launch, bool keepsInputOpen, CancellationToken cancellationToken)
    {
        var process = _warm.TryTake(key);
        if (process is null)
        {
            return null;
        }

        WarmLog.Taken(logger, process.Id);
        try
        {
            if (keepsInputOpen || await process.TryBeginAsync(launch.Command.StandardInput, WarmBeginLimit, clock, cancellationToken).ConfigureAwait(false))
            {
                return process;
            }
        }
        catch
        {
            await process.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        WarmLog.Unhealthy(logger, process.Id);
        await process.DisposeAsync().ConfigureAwait(false);
        return null;
    }

    private Task RefillAsync(WarmKey key, PreparedLaunch like) => _warm.Refill(key, async cancellationToken =>
    {
        // What is wrong with the settings has been reported for the run already.
        var launch = await PrepareAsync(Idle(like.Options), like.Directory, NullLogger.Instance, cancellationToken).ConfigureAwait(false);
        return new WarmProcess(WarmKey.Of(launch), Start(launch, keepsInputOpen: true));
    });

    private static AmpRequest Idle(AmpRunOptions run) =>
        new() { Prompt = "", KeepsInputOpen = true, Options = run with { Settings = run.Settings is { } settings ? settings with { Report = null } : null } };

    private RunSettings ToSettings(AmpRequest request, DateTimeOffset startedAt, PreparedLaunch launch, RunTelemetry telemetry) => new()
    {
        Thread = request.Thread,
        StartedAt = startedAt,
        Timeout = request.Options.Timeout ?? options.RunTimeout,
        FirstOutputTimeout = options.FirstOutputTimeout,
        IdleTimeout = options.IdleTimeout,
        ToolTimeout = options.ToolTimeout,
        ThreadFolder = CliEnvironment.ThreadFolder(launch.Variables),
        ShutdownGracePeriod = options.ShutdownGracePeriod,
        ExitTimeout = options.ExitTimeout,
        MaxLineBytes = options.MaxLineBytes,
        Redact = launch.Redact,
        Clock = clock,
        Logger = logger,
        Asking = launch.Asking,
        Hooks = RunHooks.For(request.Options, clock),
        Budget = request.Budget ?? BudgetMeter.For(request.Options.Budget, clock),
        Telemetry = telemetry,
    };
}
