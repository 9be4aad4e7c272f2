using System.Runtime.CompilerServices;
using Amp.Client.Authentication;
using Amp.Client.Budgets;
using Amp.Client.Cli;
using Amp.Client.Configuration;
using Amp.Client.Conversations;
using Amp.Client.Diagnostics;
using Amp.Client.Environments;
using Amp.Client.Runs;
using Amp.Client.Threads;
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
    private readonly AmpClientOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly RunEnvironmentSource _environments;
    private readonly CliProbe _probe;
    private readonly RunStarter _starter;
    private readonly LiveRuns _runs;

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
        _probe = new(new(ProbeCache.DefaultFolder, _clock), _clock);
        _starter = new(_options, _environments, _probe, _clock, _logger);
        _runs = new(_options.MaxConcurrentRuns);
        Commands = new(_environments, _options, _probe, _clock);
        Threads = new AmpLocalThreadStore(options: null, () => ThreadPlaces.In(_environments.WithoutKey(AmpRunOptions.Default).Variables), _clock);
    }

    /// <inheritdoc/>
    public AmpCliCommands Commands { get; }

    /// <summary>Where runs work that name no directory; <see langword="null"/> when the options name none.</summary>
    internal string? WorkingDirectory => _options.WorkingDirectory;

    /// <inheritdoc/>
    public IAmpThreadStore Threads { get; }

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
    public Task<AmpConversation> OpenConversationAsync(AmpRunOptions? options = null, CancellationToken cancellationToken = default) =>
        OpenAsync(thread: null, options ?? AmpRunOptions.Default, cancellationToken);

    /// <inheritdoc/>
    public Task<AmpConversation> ContinueConversationAsync(AmpThreadId thread, AmpRunOptions? options = null, CancellationToken cancellationToken = default) =>
        OpenAsync(thread, options ?? AmpRunOptions.Default, cancellationToken);

    /// <inheritdoc/>
    public async Task WarmUpAsync(AmpRunOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        options ??= AmpRunOptions.Default;
        await _starter.WarmUpAsync(options, RunArguments.Check(options, _options), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<AmpCliInfo> GetCliAsync(CancellationToken cancellationToken = default)
    {
        var target = _environments.WithoutKey(AmpRunOptions.Default).Locate();
        var answer = await _probe.AskAsync(target, cancellationToken).ConfigureAwait(false);
        return new()
        {
            Path = target.Location.Path,
            FoundBy = target.Location.FoundBy,
            Version = answer.Capabilities.Version ?? throw answer.NoVersion(target.Location.Path),
            Capabilities = answer.Capabilities,
            ServerUrl = target.Environment.GetValueOrDefault("AMP_URL"),
            CredentialSource = await FindCredentialPlaceAsync(cancellationToken).ConfigureAwait(false),
        };
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
        var waiting = _starter.DisposeAsync().AsTask();
        await _runs.DisposeAsync().ConfigureAwait(false);
        await waiting.ConfigureAwait(false);
    }

    /// <summary>Begins to end all runs that are still under way, and does not wait. Prefer <see cref="DisposeAsync"/>.</summary>
    public void Dispose()
    {
        _runs.Dispose();
        _ = _starter.DisposeAsync().AsTask();
    }

    /// <summary>Takes out of a text what is known to be secret before a run has looked for its key.</summary>
    internal string Redact(string text) => new SecretRedactor(_environments.WithoutKey(AmpRunOptions.Default).Variables).Redact(text);

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

    private async Task<AmpConversation> OpenAsync(AmpThreadId? thread, AmpRunOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var directory = RunArguments.Check(options, _options);
        var cli = await _starter.AskAsync(options, cancellationToken).ConfigureAwait(false);
        var opener = new ConversationOpener(options, directory, cli, _starter, _runs, BudgetMeter.For(options.Budget, _clock), _logger);
        return new(opener, await opener.OpenAsync(thread, cancellationToken).ConfigureAwait(false));
    }

    private async Task<AmpRun> StartInTurnAsync(AmpRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // Before the queue: what cannot work does not wait for its turn.
        var directory = RunArguments.Check(request.Options, _options);
        return await _runs.StartAsync(() => _starter.StartAsync(request, directory, cancellationToken), cancellationToken).ConfigureAwait(false);
    }
}
