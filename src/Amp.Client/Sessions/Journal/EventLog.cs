using System.Buffers;

namespace Amp.Client.Sessions.Journal;

/// <summary>A session's events: gives each its number, writes it down, and only then lets anybody see it. Thread-safe.</summary>
internal sealed class EventLog(AmpSessionId session, SessionJournal journal, SessionState state, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _writing = new(1, 1);
    private SessionState _state = state;
    private TaskCompletionSource _news = NewSignal();
    private volatile bool _isComplete;

    public AmpSessionId Session { get; } = session;

    /// <summary>What all events come to that have been written down. Its number is that of the last one.</summary>
    public SessionState State => Volatile.Read(ref _state);

    public IReadOnlyList<JournalSegment> Segments => journal.Segments;

    /// <summary>Nothing more will come.</summary>
    public bool IsComplete => _isComplete;

    /// <summary>The last event of a session that was deleted: its files go before every reader has seen it.</summary>
    public AmpSessionEvent? Farewell { get; private set; }

    /// <summary>Completes when something has come since it was asked for.</summary>
    public Task News => Volatile.Read(ref _news).Task;

    /// <summary>Writes an event down, and then shows it.</summary>
    /// <param name="draft">The event, without number, session and time.</param>
    /// <param name="redact">Takes secrets out of a message of the stream.</param>
    /// <returns>The event with them.</returns>
    /// <exception cref="AmpSessionException">It could not be written. Nobody has seen it, and its number goes to the next.</exception>
    public async Task<T> AppendAsync<T>(T draft, Func<string, string>? redact = null)
        where T : AmpSessionEvent
    {
        // Not cancellable: an event has happened, and is half-written at worst when the host dies.
        await _writing.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            var happened = draft with { SequenceNumber = _state.Sequence + 1, SessionId = Session, Timestamp = clock.GetUtcNow() };
            var line = new ArrayBufferWriter<byte>();
            EventJson.Write(line, happened, redact);
            line.Write("\n"u8);
            await journal.AppendAsync(line.WrittenMemory, _state).ConfigureAwait(false);

            Volatile.Write(ref _state, _state.Apply(happened));
            if (happened is AmpSessionDeletedEvent)
            {
                Farewell = happened;
                _isComplete = true;
            }

            Announce();
            return happened;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AmpSessionException(AmpSessionErrorKind.StoreFailed, $"The log of session '{Session}' cannot be written: {e.Message} Make room or give access; what is in the log is not touched.", e);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Says that nothing more will come: readers end when they have read what there is.</summary>
    public void Complete()
    {
        _isComplete = true;
        Announce();
    }

    /// <summary>Lets go of the file, once nothing is being written.</summary>
    public async Task RestAsync()
    {
        await _writing.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        journal.Dispose();
        _writing.Release();
    }

    /// <summary>Lets go of the file at once. The semaphore without a wait handle holds nothing.</summary>
    public void Dispose() => journal.Dispose();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Announce() => Interlocked.Exchange(ref _news, NewSignal()).TrySetResult();
}
