using System.Runtime.CompilerServices;
using Amp.Client.Authentication;
using Amp.Client.Cli;
using Amp.Client.Configuration;
using Amp.Client.Diagnostics;
using Amp.Client.Processes;
using Amp.Client.Runs;
using Amp.Client.Settings;
using Amp.Streaming;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Amp.Client;

/// <inheritdoc cref="IAmpClient"/>
/// <remarks>In a host, register it with <c>services.AddAmpClient()</c>. Without a container, make one with <c>new</c>.</remarks>
public sealed class AmpClient : IAmpClient
{
    private static readonly TimeSpan VersionLimit = TimeSpan.FromSeconds(10);

    private readonly AmpClientOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;

    /// <summary>Makes a client.</summary>
    /// <param name="options">Its settings; the defaults when <see langword="null"/>.</param>
    /// <param name="clock">What measures time; the system's when <see langword="null"/>.</param>
    /// <param name="logger">Where it logs; nowhere when <see langword="null"/>.</param>
    /// <exception cref="OptionsValidationException">An option is out of range.</exception>
    public AmpClient(AmpClientOptions? options = null, TimeProvider? clock = null, ILogger<AmpClient>? logger = null)
    {
        _options = options ?? new();
        _clock = clock ?? TimeProvider.System;
        _logger = (ILogger?)logger ?? NullLogger.Instance;

        if (new AmpClientOptionsValidator().Validate(name: null, _options) is { Failed: true } invalid)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(AmpClientOptions), invalid.Failures);
        }
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
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Start(request));
    }

    /// <inheritdoc/>
    public async Task<AmpCliInfo> GetCliAsync(CancellationToken cancellationToken = default)
    {
        var environment = CliEnvironment.For(_options, AmpRunOptions.Default);
        var cli = new CliLocator(environment).Locate(_options.CliPath);
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
            ? new() { Path = cli.Path, FoundBy = cli.FoundBy, Version = version, ServerUrl = environment.GetValueOrDefault("AMP_URL"), CredentialSource = CredentialSource.Find(environment) }
            : throw new AmpProcessException($"'{cli.Path} --version' printed no version: it does not look like the Amp CLI.", exitCode: null, process.StandardErrorTail);
    }

    private async Task<AmpResult> RunToEndAsync(AmpRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var run = Start(request);
        await using var scope = run.ConfigureAwait(false);   // failing or being cancelled leaves nothing running
        return await run.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async IAsyncEnumerable<AmpMessage> StreamAsync(AmpRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var run = Start(request);
        await using var scope = run.ConfigureAwait(false);   // leaving early leaves nothing running
        await foreach (var message in run.ReadMessagesAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return message;
        }
    }

    private AmpRun Start(AmpRequest request)
    {
        var directory = RunArguments.Check(request.Options, _options);
        var environment = CliEnvironment.For(_options, request.Options);
        var cli = new CliLocator(environment).Locate(_options.CliPath);
        var settings = SettingsPreparation.Prepare(request.Options, directory, environment, RunFolders.Shared, _logger);
        var command = CliCommandBuilder.Build(request, settings?.FilePath);
        var start = ToStart(cli, command.Arguments, directory, environment, command.StandardInput);

        var process = PreparedSettings.Start(settings, () => AmpProcess.Start(start, _clock));
        Log.RunStarted(_logger, cli.Path, cli.FoundBy, process.Id, directory);
        return new(process, new()
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
    }

    private static ProcessStart ToStart(CliLocation cli, IEnumerable<string> arguments, string directory, Dictionary<string, string> environment, ReadOnlyMemory<byte> input) => new()
    {
        FileName = cli.FileName,
        Arguments = [.. cli.LeadingArguments, .. arguments],
        WorkingDirectory = directory,
        Environment = environment,
        StandardInput = input,
        Redact = new SecretRedactor(environment).Redact,
    };
}
