using Amp.Streaming;
using Amp.Streaming.Events;

namespace Amp.Client.Hooks;

/// <summary>Calls the caller's hooks with what a run says: one after the other, in order.</summary>
internal sealed class RunHooks
{
    private readonly AmpRunOptions _options;
    private readonly AmpEventProjector _projector;
    private readonly List<AmpEvent> _events = [];

    private RunHooks(AmpRunOptions options, TimeProvider clock) => (_options, _projector) = (options, new(clock));

    /// <returns><see langword="null"/> when there are none.</returns>
    public static RunHooks? For(AmpRunOptions options, TimeProvider clock) =>
        options is { OnMessage: null, OnToolStart: null, OnToolFinish: null, OnTurnEnd: null } ? null : new(options, clock);

    /// <exception cref="Exception">Whatever a hook throws.</exception>
    public async Task SawAsync(AmpMessage message, CancellationToken cancellationToken)
    {
        if (_options.OnMessage is { } onMessage)
        {
            await CallAsync(onMessage(message, cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        _projector.Project(message, _events);
        await TellAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>No more messages come: what is open has ended.</summary>
    public Task CompleteAsync(CancellationToken cancellationToken)
    {
        _projector.Complete(_events);
        return TellAsync(cancellationToken);
    }

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        AmpEvent[] found = [.. _events];
        _events.Clear();
        foreach (var happened in found)
        {
            var call = happened switch
            {
                ToolStartEvent start => _options.OnToolStart?.Invoke(start, cancellationToken),
                ToolFinishEvent finish => _options.OnToolFinish?.Invoke(finish, cancellationToken),
                TurnEndEvent end => _options.OnTurnEnd?.Invoke(end, cancellationToken),
                _ => null,
            };

            if (call is { } running)
            {
                await CallAsync(running, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // A hook that does not look at its token must not hold up the end of a run.
    private static Task CallAsync(ValueTask call, CancellationToken cancellationToken) =>
        call.IsCompletedSuccessfully ? Task.CompletedTask : call.AsTask().WaitAsync(cancellationToken);
}
