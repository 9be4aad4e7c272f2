using System.Collections.Concurrent;
using System.ComponentModel;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Amp.Workspace.Git;

/// <summary>The one place that runs git: no shell, no prompt, no pager, no hooks but where asked for, C locale, bounded in time and memory, tried again on locks, failures typed.</summary>
/// <remarks>Safe to call from any thread.</remarks>
internal sealed class GitCommand(GitOptions options, string folder, TimeProvider clock, ILogger logger, string? repository = null)
{
    // Asked once for each executable of this process: it costs as much as a small git command.
    private static readonly ConcurrentDictionary<string, Lazy<Task<Version>>> Versions = new(StringComparer.Ordinal);

    /// <summary>For all commands: no tidying in the background that would outlive the command, no daemon that would hold the folder, no colour, no descent into submodules unasked.</summary>
    private static readonly string[] Settings = ["core.fsmonitor=false", "gc.auto=0", "maintenance.auto=false", "color.ui=false", "submodule.recurse=false", "log.showSignature=false"];

    // Nothing can be in it, on any system: also git for Windows takes this name.
    private const string NoHooks = "core.hooksPath=/dev/null";

    public string Folder { get; } = folder;

    public GitOptions Options { get; } = options;

    public TimeProvider Clock { get; } = clock;

    public ILogger Logger { get; } = logger;

    /// <summary>The same git in another folder.</summary>
    public GitCommand In(string otherFolder) => new(Options, otherFolder, Clock, Logger);

    /// <summary>The same git in a repository's own folder, which is said to be one: git finds it by itself only where the user's <c>safe.bareRepository</c> and <c>safe.directory</c> let it.</summary>
    public GitCommand InRepository(string commonDirectory) => new(Options, commonDirectory, Clock, Logger, commonDirectory);

    /// <summary>A command that only looks, and must end with 0.</summary>
    public Task<GitResult> ReadAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        RunAsync(new GitCall(arguments) { IsRead = true }, cancellationToken);

    /// <exception cref="GitException">Git is missing or too old, or refused.</exception>
    /// <exception cref="GitTimeoutException">It took too long.</exception>
    public async Task<GitResult> RunAsync(GitCall call, CancellationToken cancellationToken) =>
        (await RunWithRetryAsync(call, Options.Retry, cancellationToken).ConfigureAwait(false)).Result;

    public async Task<GitRetryResult<GitResult>> RunWithRetryAsync(GitCall call, GitRetryConfig retry, CancellationToken cancellationToken)
    {
        await CheckVersionAsync(cancellationToken).ConfigureAwait(false);
        var result = await GitRetry.RunAsync(token => RunOnceAsync(call, token), call is { IsRetried: true, WriteInput: null } ? retry : new() { MaxRetries = 0 }, Clock, cancellationToken).ConfigureAwait(false);
        if (result.Attempts > 1)
        {
            GitLog.Retried(Logger, Describe(call), result.Attempts - 1, result.TotalDelayMs);
        }

        return result;
    }

    /// <summary>The version of the executable.</summary>
    /// <exception cref="GitException">It is not there, or too old.</exception>
    public async Task<Version> CheckVersionAsync(CancellationToken cancellationToken)
    {
        var asking = Versions.GetOrAdd(Options.ExecutablePath, _ => new(AskVersionAsync));
        try
        {
            return await asking.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // It may be installed, or updated, before the next call.
            Versions.TryRemove(new(Options.ExecutablePath, asking));
            throw;
        }
    }

    private async Task<Version> AskVersionAsync()
    {
        var answer = await RunOnceAsync(new GitCall("--version"), CancellationToken.None, Path.GetTempPath()).ConfigureAwait(false);
        var version = GitVersion.Parse(answer.Text)
            ?? throw new GitException(GitErrorKind.GitNotFound, $"'{Options.ExecutablePath}' does not look like git: '--version' said '{(answer.Text.Length > 100 ? answer.Text[..100] + "…" : answer.Text)}'.");
        if (version < GitVersion.Oldest)
        {
            throw new GitException(GitErrorKind.GitTooOld, $"'{Options.ExecutablePath}' is git {version}, and the oldest that works here is {GitVersion.Oldest}. Install a newer one, or set {nameof(GitOptions)}.{nameof(GitOptions.ExecutablePath)}.");
        }

        GitLog.Found(Logger, version.ToString(), Options.ExecutablePath);
        return version;
    }

    private async Task<GitResult> RunOnceAsync(GitCall call, CancellationToken cancellationToken, string? otherFolder = null)
    {
        var where = otherFolder ?? Folder;
        var command = Describe(call);
        var limit = call.TimeLimit ?? Options.TimeLimit;
        var maxBytes = call.MaxOutputBytes ?? Options.MaxOutputBytes;
        var started = Clock.GetTimestamp();
        var environment = GitEnvironment.Create(call);
        if (repository is not null)
        {
            environment.TryAdd("GIT_DIR", repository);
        }

        var request = new ProcessRequest
        {
            FileName = ProgramPath.Find(Options.ExecutablePath, Environment.GetEnvironmentVariable("PATH")) ?? throw Missing("it is not on PATH", command, null),
            Arguments = Arguments(call),
            WorkingDirectory = where,
            Environment = environment,
            Input = call.Input,
            WriteInput = call.WriteInput,
            MaxOutputBytes = maxBytes,
            TimeLimit = limit,
            EndsWithHost = call.EndsWithHost || call.RunsHooks,
        };
        var outcome = await StartAsync(request, where, command, cancellationToken).ConfigureAwait(false);
        var errors = GitErrorText.WithoutSecrets(outcome.StandardError);
        GitLog.Ran(Logger, command, where, outcome.ExitCode, Clock.GetElapsedTime(started).TotalMilliseconds);
        return outcome.Ending switch
        {
            ProcessEnding.TimedOut => throw new GitTimeoutException(command, limit, errors),
            ProcessEnding.OutputTooLarge => throw new GitException(GitErrorKind.OutputTooLarge, $"'{command}' wrote more than {maxBytes} bytes, which is the limit for it ({nameof(GitOptions)}.{nameof(GitOptions.MaxOutputBytes)}).", command, null, errors),
            _ when call.AcceptedExitCodes.Contains(outcome.ExitCode) => new(outcome.ExitCode, outcome.Output, errors),
            _ => throw Failure(command, where, outcome, errors),
        };
    }

    private async Task<ProcessOutcome> StartAsync(ProcessRequest request, string where, string command, CancellationToken cancellationToken)
    {
        // A missing folder and a missing program give the same error of the system.
        if (!Directory.Exists(where))
        {
            throw new GitException(GitErrorKind.NotFound, $"The folder '{where}' is not there, so git cannot run in it.", command);
        }

        try
        {
            return await BoundedProcess.RunAsync(request, Clock, cancellationToken).ConfigureAwait(false);
        }
        catch (Win32Exception e)
        {
            throw Missing(e.Message, command, e);
        }
    }

    private GitException Missing(string why, string command, Win32Exception? cause) =>
        new(GitErrorKind.GitNotFound, $"'{Options.ExecutablePath}' could not be started: {why}. Install git {GitVersion.Oldest} or later, or set {nameof(GitOptions)}.{nameof(GitOptions.ExecutablePath)}.", command, null, "", cause);

    private static GitException Failure(string command, string where, ProcessOutcome outcome, string errors)
    {
        var kind = GitErrorText.Classify(outcome.ExitCode, errors, outcome.Output.Length < 64 * 1024 ? Encoding.UTF8.GetString(outcome.Output.Span) : "");
        return new(kind, $"'{command}' failed in '{where}' ({kind}, exit code {outcome.ExitCode}): {(errors.Length == 0 ? "it said nothing." : errors)}{GitErrorText.Advice(kind, where)}", command, outcome.ExitCode, errors);
    }

    private static List<string> Arguments(GitCall call)
    {
        List<string> arguments = ["--no-pager"];
        if (call.IsRead)
        {
            arguments.Add("--no-optional-locks");
        }

        foreach (var setting in (IEnumerable<string>)[.. Settings, .. call.RunsHooks ? (string[])[] : [NoHooks], .. call.Settings])
        {
            arguments.Add("-c");
            arguments.Add(setting);
        }

        arguments.AddRange(call.Arguments);
        return arguments;
    }

    private static string Describe(GitCall call) => GitErrorText.WithoutSecrets("git " + string.Join(' ', call.Arguments.Take(12)));
}
