using System.Diagnostics.CodeAnalysis;
using Amp.Client.Sessions.Journal;

namespace Amp.Client.Sessions.Turns;

/// <summary>Runs one prompt in a session's thread, and writes down all that the agent says. A turn always ends in an event.</summary>
internal sealed class TurnRunner(IAmpClient client, AmpSessionManagerOptions options, TimeProvider clock)
{
    /// <param name="log">The session's log.</param>
    /// <param name="session">The session at the beginning of the turn.</param>
    /// <param name="turn">The turn.</param>
    /// <returns>How it ended: not yet in the log.</returns>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever goes wrong, also in the application's ConfigureTurn, the turn has ended, and its session must be told so.")]
    public async Task<AmpTurnEndedEvent> RunAsync(EventLog log, AmpSession session, Turn turn)
    {
        var started = clock.GetTimestamp();
        AmpTurnEndedEvent ended;
        try
        {
            ended = await RunInThreadAsync(log, session, turn).ConfigureAwait(false);
        }
        catch (Exception) when (turn.StopReason is not null)
        {
            ended = Stopped(turn);
        }
        catch (Exception e)
        {
            ended = new(turn.Prompt.Id, AmpTurnOutcome.Failed) { Error = e.Message };
        }

        return ended with { Thread = ended.Thread ?? session.Thread, Duration = clock.GetElapsedTime(started) };
    }

    private static AmpTurnEndedEvent Stopped(Turn turn) =>
        new(turn.Prompt.Id, turn.StopOutcome) { ErrorKind = AmpErrorKind.Cancelled, Error = turn.StopReason };

    private async Task<AmpTurnEndedEvent> RunInThreadAsync(EventLog log, AmpSession session, Turn turn)
    {
        if (session.Thread is null && log.State.HasAnswered)
        {
            return new(turn.Prompt.Id, AmpTurnOutcome.Failed) { Error = "The agent has answered in this session without naming its thread, so it cannot be continued, and a new thread would know nothing of the conversation. Create another session." };
        }

        var request = new AmpRequest { Prompt = turn.Prompt.Prompt, Thread = session.Thread, Options = OptionsOf(session) };
        var run = await client.StartAsync(request, turn.Stopping).ConfigureAwait(false);
        await using var scope = run.ConfigureAwait(false);   // whatever happens, its process ends with the turn

        // What the CLI still says when it is asked to stop belongs to the session too.
        var registration = turn.Stopping.Register(static state => _ = ((AmpRun)state!).BeginStop(), run);
        await using var registered = registration.ConfigureAwait(false);
        await foreach (var message in run.ReadMessagesAsync(CancellationToken.None).ConfigureAwait(false))
        {
            if (session.Thread is { } thread && AmpThreadId.TryParse(message.SessionId, null, out var answering) && answering != thread)
            {
                return new(turn.Prompt.Id, AmpTurnOutcome.Failed) { Error = $"The CLI was to continue the thread {thread} and answered in {answering}, which knows nothing of the conversation. The run was ended; the session stays with its thread." };
            }

            await log.AppendAsync(new AmpTurnMessageEvent(turn.Prompt.Id, message), run.Redact).ConfigureAwait(false);
        }

        return ToEvent(await run.WaitAsync(CancellationToken.None).ConfigureAwait(false), run, turn);
    }

    private static AmpTurnEndedEvent ToEvent(AmpResult result, AmpRun run, Turn turn)
    {
        var ended = !result.IsError ? new(turn.Prompt.Id, AmpTurnOutcome.Completed)
            : turn.StopReason is not null ? Stopped(turn)
            : new AmpTurnEndedEvent(turn.Prompt.Id, AmpTurnOutcome.Failed) { ErrorKind = result.ErrorKind, Error = result.Error is { } error ? run.Redact(error) : null };
        return ended with { Thread = result.ThreadId, MalformedLines = result.MalformedLines.Count };
    }

    private AmpRunOptions OptionsOf(AmpSession session)
    {
        var run = new AmpRunOptions
        {
            WorkingDirectory = session.WorkingDirectory,
            Mode = session.Options.Mode,
            Model = session.Options.Model,
            Thinking = session.Options.Thinking,
            DangerouslyAllowAll = session.Options.DangerouslyAllowAll,
            Timeout = session.Options.TurnTimeout,
        };
        return options.ConfigureTurn?.Invoke(session, run) ?? run;
    }
}
