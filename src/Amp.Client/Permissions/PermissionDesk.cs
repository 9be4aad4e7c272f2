using Microsoft.Extensions.Logging;

namespace Amp.Client.Permissions;

/// <summary>Answers the questions that brokers bring: what was remembered, else what the handler says, else no.</summary>
/// <remarks>Fails closed: whatever goes wrong, the call is rejected with a reason in plain words.</remarks>
internal sealed class PermissionDesk(AmpPermissionHandler handler, AmpPermissionOptions options, string directory, AskingTime asking, TimeProvider clock, ILogger logger)
{
    private const string HandlerFailed = "The application's permission handler failed, so this tool call was rejected.";
    private const string HandlerSaidNothing = "The application's permission handler gave no decision, so this tool call was rejected.";
    private const string RunOver = "The run has ended, so this tool call was rejected.";

    private readonly AmpPermissionSession _run = new();

    /// <param name="stream">A connection whose broker has said that it brings a permission.</param>
    /// <param name="isSubagent">Whether it asks for a sub-agent; <see langword="null"/> when that cannot be told.</param>
    /// <param name="cancellationToken">Is cancelled when the run ends.</param>
    public async Task ServeAsync(Stream stream, bool? isSubagent, CancellationToken cancellationToken)
    {
        PermissionAnswer answer;
        try
        {
            var request = await PermissionQuestion.ReadAsync(stream, directory, isSubagent, clock, cancellationToken).ConfigureAwait(false);
            answer = await DecideAsync(request, stream, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidDataException e)
        {
            PermissionLog.Malformed(logger, e.Message);
            answer = PermissionAnswer.Rejecting($"The question about this tool call was malformed, so it was rejected: {e.Message}");
        }

        await answer.WriteToAsync(stream).ConfigureAwait(false);
    }

    private async Task<PermissionAnswer> DecideAsync(AmpPermissionRequest request, Stream stream, CancellationToken cancellationToken)
    {
        var remembered = _run.Find(request) ?? options.Session?.Find(request);
        if (remembered is not null)
        {
            PermissionLog.Decided(logger, request.Tool, request.ToolUseId, remembered.IsAllowed, isRemembered: true);
            return PermissionAnswer.Of(remembered);
        }

        asking.Begin();
        try
        {
            return await AskAsync(request, stream, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            asking.End();
        }
    }

    private async Task<PermissionAnswer> AskAsync(AmpPermissionRequest request, Stream stream, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.Timeout, clock);
        using var gone = new CancellationTokenSource();
        using var any = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, gone.Token, cancellationToken);
        using var watch = new CancellationTokenSource();
        var watching = WatchAsync(stream, gone, watch.Token);
        try
        {
            // Not awaited alone: a handler that does not heed its token must not hold up the run.
            var decision = await Task.Run(() => handler(request, any.Token), CancellationToken.None).WaitAsync(any.Token).ConfigureAwait(false);
            return Take(request, decision);
        }
        catch (OperationCanceledException) when (any.IsCancellationRequested)
        {
            var reason = limit.IsCancellationRequested ? $"Nobody decided on this tool call within {Describe(options.Timeout)}, so it was rejected." : RunOver;
            PermissionLog.Undecided(logger, request.Tool, request.ToolUseId, reason);
            return PermissionAnswer.Rejecting(reason);
        }
#pragma warning disable CA1031 // Whatever the application's code throws, the answer is no.
        catch (Exception e)
#pragma warning restore CA1031
        {
            // Not its message to the agent: it may hold what the agent must not see.
            PermissionLog.HandlerFailed(logger, request.Tool, request.ToolUseId, e);
            return PermissionAnswer.Rejecting(HandlerFailed);
        }
        finally
        {
            await watch.CancelAsync().ConfigureAwait(false);
            await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private PermissionAnswer Take(AmpPermissionRequest request, AmpPermissionDecision? decision)
    {
        if (decision is null)
        {
            PermissionLog.Undecided(logger, request.Tool, request.ToolUseId, HandlerSaidNothing);
            return PermissionAnswer.Rejecting(HandlerSaidNothing);
        }

        if (decision.Lifetime is not AmpPermissionLifetime.Once)
        {
            (decision.Lifetime is AmpPermissionLifetime.Session && options.Session is { } session ? session : _run).Remember(request, decision);
        }

        PermissionLog.Decided(logger, request.Tool, request.ToolUseId, decision.IsAllowed, isRemembered: false);
        return PermissionAnswer.Of(decision);
    }

    // A broker says nothing more once it has asked, so the end of its stream, or anything else, means that it has gone.
    private static async Task WatchAsync(Stream stream, CancellationTokenSource gone, CancellationToken cancellationToken)
    {
        try
        {
            await stream.ReadAsync(new byte[1], cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // Gone, too.
        }

        await gone.CancelAsync().ConfigureAwait(false);
    }

    private static string Describe(TimeSpan time) => time.TotalSeconds < 120 ? $"{time.TotalSeconds:0.###} seconds" : $"{time.TotalMinutes:0.#} minutes";
}
