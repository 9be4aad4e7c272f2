namespace Amp.Client;

/// <summary>What the agent did, thread by thread, and what it is doing. Thread-safe.</summary>
public interface IAmpThreadStore
{
    /// <summary>Lists threads, the one last written first. No file is read whole into memory.</summary>
    /// <param name="options">What the listing is to hold.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>
    /// One for each file, and before them one for each folder that the system does not let be looked into. A file that is half-written, empty, foreign or broken is one of them, with a <see cref="AmpThreadListing.Problem"/>: nothing that lies in
    /// the folders makes the listing fail.
    /// </returns>
    IAsyncEnumerable<AmpThreadListing> ListAsync(AmpThreadListOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Reads a thread whole.</summary>
    /// <param name="thread">The thread.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The thread, of two copies the one written last; <see langword="null"/> when it is not kept here. What could not be read of it is in <see cref="AmpThread.Problem"/>.</returns>
    /// <exception cref="AmpThreadException">Its file cannot be opened, or is larger than <see cref="AmpThreadStoreOptions.MaxThreadBytes"/>: use <see cref="ReadMessagesAsync"/>.</exception>
    Task<AmpThread?> ReadAsync(AmpThreadId thread, CancellationToken cancellationToken = default);

    /// <summary>Reads the messages of a thread one by one: no more than one is in memory, however long the thread.</summary>
    /// <param name="thread">The thread.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>
    /// The messages in the order of the file, without those that are still being written. One that cannot be read comes with its <see cref="AmpThreadMessage.Problem"/>,
    /// and those after it still come.
    /// </returns>
    /// <exception cref="AmpThreadException">The thread is not kept here, or its file ends in the middle: then after the last message that is whole.</exception>
    IAsyncEnumerable<AmpThreadMessage> ReadMessagesAsync(AmpThreadId thread, CancellationToken cancellationToken = default);

    /// <summary>Finds the thread that the CLI would continue if it were told none.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The thread; <see langword="null"/> when there was none. Where two files differ, the one written last.</returns>
    Task<AmpLastThread?> FindLastThreadAsync(CancellationToken cancellationToken = default);

    /// <summary>Reads the prompts that users typed into the CLI, the oldest of a file first.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>One for each line. A line that cannot be read is one of them, with a <see cref="AmpPromptHistoryEntry.Problem"/>.</returns>
    IAsyncEnumerable<AmpPromptHistoryEntry> ReadHistoryAsync(CancellationToken cancellationToken = default);

    /// <summary>Watches one thread or all of them: tells messages and changes of state as they land, each once.</summary>
    /// <param name="options">What is watched, from where on, and how.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <returns>
    /// The changes, without end. They stand in the order of the file for one thread, in the order of writing for several. Nothing is read ahead: a slow reader is told less often, not less.
    /// Files that are replaced, deleted, half-written or not to be read do not end it.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled; the exception carries that token.</exception>
    IAsyncEnumerable<AmpThreadChange> WatchAsync(AmpThreadWatchOptions? options = null, CancellationToken cancellationToken = default);
}
