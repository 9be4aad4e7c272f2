using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.RateLimiting;
using Amp.Client.Authentication;
using Amp.Client.Cli;
using Amp.Client.Configuration;
using Amp.Client.Diagnostics;
using Amp.Client.Environments;
using Amp.Client.Processes;
using Amp.Client.Runs;
using Amp.Streaming;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Amp.Client;

/// <inheritdoc cref="IAmpClient"/>
/// <remarks>
/// In a host, register it with <c>services.AddAmpClient()</c>. Without a container, make one with <c>new</c>. Disposing it ends all of its
/// runs that are still under way, so that a host which stops leaves nothing behind.
/// </remarks>
public sealed class AmpClient : IAmpClient, IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan VersionLimit = TimeSpan.FromSeconds(10);

    private readonly AmpClientOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly RunEnvironmentSource _environments;
    private readonly ConcurrencyLimiter _turns;
    private readonly ConcurrentDictionary<AmpRun, RateLimitLease> _live = [];
    private volatile bool _isDisposed;

    /// <summary>Makes a client.</summary>
    /// <param name="options">Its settings; the defaults when <see langword="null"/>.</param>
    /// <param name="clock">What measures time; the system's when <see langword="null"/>.</param>
    /// <param name="logger">Where it logs; nowhere when <see langword="null"/>.</param>
    /// <param name="environments">What says which environment a run starts in; <see cref="AmpEnvironment.Ambient"/> when <see langword="null"/>.</param>
    /// <param name="secrets">Where <see cref="AmpClientOptions.ApiKeySecret"/> and <see cref="AmpEnvironment.ApiKeySecret"/> are kept.</param>
    /// <exception cref="OptionsValidationException">An option is out of range.</exception>
    public AmpClient(
        AmpClientOptions? options = null,
        TimeProvider? clock = null,
        ILogger<AmpClient>? logger = null,
        IAmpEnvironmentRegistry? environments = null,
        IAmpSecretStore? secrets = null)
    {
        _options = options ?? new();
        _clock = clock ?? TimeProvider.System;
        _logger = (ILogger?)logger ?? NullLogger.Instance;

        if (new AmpClientOptionsValidator().Validate(name: null, _options) is { Failed: true } invalid)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(AmpClientOptions), invalid.Failures);
        }

        _environments = new(_options, environments, secrets, _clock, _logger);
        _turns = new(new() { PermitLimit = _options.MaxConcurrentRuns, QueueLimit = int.MaxValue, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });
    }

    /// <inheritdoc/>
    public Task<AmpResult> RunIterationAsync(AmpPrompt prompt, AmpRunOptions? options = null, CancellationToken cancellationToken = default) =>
        RunToEndAsync(new() { Prompt = prompt, Options = options ?? AmpRunOptions.Default }, cancellationToken);

    /// <inheritdoc/>
    public Task<AmpResult> ContinueThreadAsync(AmpThreadId thread, AmpPrompt prompt, AmpRunOptions? options = null, CancellationToken cancellationToken = default) =>
        RunToEndAsync(new() { Prompt = prompt, Thread = thread, Options = options ?? AmpRunOptions.Default }, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<AmpMessage> StreamAsync(AmpPrompt prompt, AmpRunOptions? options = null, CancellationToken cancellationToken = default)
    {
        var request = new AmpRequest { Prompt = prompt, Options = options ?? AmpRunOptions.Default };
        RunArguments.Check(request.Options, _options);   // now, not at the first MoveNextAsync
        return StreamAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<AmpRun> StartAsync(AmpRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return StartInTurnAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<AmpCliInfo> GetCliAsync(CancellationToken cancellationToken = default)
    {
        var (cliPath, environment) = _environments.WithoutKey(AmpRunOptions.Default);
        var cli = new CliLocator(environment).Locate(cliPath);
        var process = AmpProcess.Start(ToStart(cli, ["--version"], Path.GetTempPath(), environment, default), _clock);
        await using var scope = process.ConfigureAwait(false);

        using var output = new StreamReader(process.Output, leaveOpen: true);
        string? line;
        try
        {
            line = await output.ReadLineAsync(cancellationToken).AsTask().WaitAsync(VersionLimit, _clock, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new AmpProcessException($"'{cli.Path} --version' printed nothing within {VersionLimit}.", exitCode: null, process.StandardErrorTail);
        }

        return line?.Split(' ')[0] is { Length: > 0 } version
            ? new() { Path = cli.Path, FoundBy = cli.FoundBy, Version = version, ServerUrl = environment.GetValueOrDefault("AMP_URL"), CredentialSource = await FindCredentialPlaceAsync(cancellationToken).ConfigureAwait(false) }
            : throw new AmpProcessException($"'{cli.Path} --version' printed no version: it does not look like the Amp CLI.", exitCode: null, process.StandardErrorTail);
    }

    /// <inheritdoc/>
    public async Task<AmpCredentialReport> FindCredentialsAsync(CancellationToken cancellationToken = default) =>
        (await _environments.FindCredentialsAsync(cancellationToken).ConfigureAwait(false)).Report;

    /// <inheritdoc/>
    public async Task<AmpAuthStatus> EnsureAuthenticatedAsync(CancellationToken cancellationToken = default)
    {
        var cli = await GetCliAsync(cancellationToken).ConfigureAwait(false);
        return await new AuthenticationCheck(_environments, _clock).RunAsync(cli.Version, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends all runs that are still under way, and waits for their end. Bounded by <see cref="AmpClientOptions.ShutdownGracePeriod"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        await Task.WhenAll(_live.Keys.Select(static run => run.DisposeAsync().AsTask())).ConfigureAwait(false);
        await _turns.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Begins to end all runs that are still under way, and does not wait. Prefer <see cref="DisposeAsync"/>.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        foreach (var run in _live.Keys)
        {
            _ = run.DisposeAsync().AsTask();
        }

        _turns.Dispose();
    }

    private async Task<string?> FindCredentialPlaceAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Whatever holds it here, what the CLI does not find in its own file it is handed in the variable.
            var source = (await FindCredentialsAsync(cancellationToken).ConfigureAwait(false)).Effective;
            return source is null or { Name: CliSecretsFile.Name } ? source?.Location : EnvironmentVariableNames.ApiKey;
        }
        catch (AmpAuthenticationException)
        {
            // The question was which CLI there is. Whoever asks for the key is told what is wrong with it.
            return null;
        }
    }

    private async Task<AmpResult> RunToEndAsync(AmpRequest request, CancellationToken cancellationToken)
    {
        var run = await StartInTurnAsync(request, cancellationToken).ConfigureAwait(false);
        await using var scope = run.ConfigureAwait(false);   // failing or being cancelled leaves nothing running
        return await run.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async IAsyncEnumerable<AmpMessage> StreamAsync(AmpRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var run = await StartInTurnAsync(request, cancellationToken).ConfigureAwait(false);
        await using var scope = run.ConfigureAwait(false);   // leaving early leaves nothing running
        await foreach (var message in run.ReadMessagesAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return message;
        }
    }

    private async Task<AmpRun> StartInTurnAsync(AmpRequest request, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        var directory = RunArguments.Check(request.Options, _options);   // before the queue: what cannot work does not wait
        var turn = await _turns.AcquireAsync(permitCount: 1, cancellationToken).ConfigureAwait(false);
        try
        {
            var (run, exited) = await StartAsync(request, directory, cancellationToken).ConfigureAwait(false);
            if (_isDisposed)
            {
                await run.DisposeAsync().ConfigureAwait(false);   // a command for the key takes its time, and the client may have gone meanwhile
                ObjectDisposedException.ThrowIf(_isDisposed, this);
            }

            _live[run] = turn;
            _ = GiveTurnBackAsync(run, exited);
            return run;
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    // The turn is over when the process is, whether or not anybody disposes the run.
    private async Task GiveTurnBackAsync(AmpRun run, Task exited)
    {
        await exited.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_live.TryRemove(run, out var turn))
        {
            turn.Dispose();
        }
    }

    private async Task<(AmpRun Run, Task Exited)> StartAsync(AmpRequest request, string directory, CancellationToken cancellationToken)
    {
        var (cliPath, environment) = await _environments.ForRunAsync(request.Options, cancellationToken).ConfigureAwait(false);
        var cli = new CliLocator(environment).Locate(cliPath);
        var command = CliCommandBuilder.Build(request);
        var start = ToStart(cli, command.Arguments, directory, environment, command.StandardInput);

        var process = AmpProcess.Start(start, _clock);
        Log.RunStarted(_logger, cli.Path, cli.FoundBy, process.Id, directory);
        var run = new AmpRun(process, new()
        {
            Thread = request.Thread,
            Timeout = request.Options.Timeout ?? _options.RunTimeout,
            FirstOutputTimeout = _options.FirstOutputTimeout,
            IdleTimeout = _options.IdleTimeout,
            ToolTimeout = _options.ToolTimeout,
            ThreadFolder = CliEnvironment.ThreadFolder(environment),
            ShutdownGracePeriod = _options.ShutdownGracePeriod,
            ExitTimeout = _options.ExitTimeout,
            MaxLineBytes = _options.MaxLineBytes,
            Redact = start.Redact,
            Clock = _clock,
            Logger = _logger,
        });
        return (run, process.Exited);
    }

    private ProcessStart ToStart(CliLocation cli, IEnumerable<string> arguments, string directory, Dictionary<string, string> environment, ReadOnlyMemory<byte> input) => new()
    {
        FileName = cli.FileName,
        Arguments = [.. cli.LeadingArguments, .. arguments],
        WorkingDirectory = directory,
        Environment = environment,
        StandardInput = input,
        StopSignal = _options.StopSignal,
        Redact = new SecretRedactor(environment).Redact,
    };
}
