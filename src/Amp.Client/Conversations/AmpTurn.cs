using System.Threading.Channels;
using Amp.Streaming;

namespace Amp.Client;

/// <summary>One turn of an <see cref="AmpConversation"/>: what was sent, the messages that come of it, and how it ends.</summary>
/// <remarks>
/// <para>
/// <b>Reading.</b> <c>await foreach</c> gives the messages: first the prompt as the CLI repeats it, last the agent's final answer, or the result line of a
/// turn that failed. Up to 1,024 messages wait for a slow reader, then the CLI does. A message goes to exactly one reader.
/// </para>
/// <para>
/// <b>Leaving early</b>, by <c>break</c>, an exception or a cancelled token, ends neither the turn nor the conversation: the agent goes on, the rest of the
/// turn is read and dropped, and turns that were sent after it wait for its end. <see cref="AmpConversation.SteerAsync(AmpPrompt, CancellationToken)"/> gives the agent something else to do, and
/// <see cref="StopAsync"/> stops it.
/// </para>
/// <para><b>Threads.</b> All members may be called from any thread.</para>
/// </remarks>
public sealed class AmpTurn : IAsyncEnumerable<AmpMessage>
{
    private const int MaxUnread = 1024;

    private readonly Channel<AmpMessage> _messages = System.Threading.Channels.Channel.CreateBounded<AmpMessage>(new BoundedChannelOptions(MaxUnread) { SingleWriter = true });
    private readonly TaskCompletionSource<AmpResult> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<AmpTurn, Task> _stop;
    private readonly CancellationToken _sent;
    private volatile bool _isUnread;
    private volatile bool _dropsWhenFull;
    private int _readers;

    internal AmpTurn(AmpPrompt prompt, ReadOnlyMemory<byte> line, bool isSteer, Func<AmpTurn, Task> stop, CancellationToken sent) =>
        (Prompt, Line, IsSteer, _stop, _sent) = (prompt, line, isSteer, stop, sent);

    /// <summary>The text that was sent. Images are not in it.</summary>
    public AmpPrompt Prompt { get; }

    /// <summary>Whether the turn has ended, in whatever way. Messages may still wait to be read.</summary>
    public bool IsCompleted => _end.Task.IsCompleted;

    internal ReadOnlyMemory<byte> Line { get; }

    internal bool IsSteer { get; }

    /// <summary>Whether the agent has been given it. Guarded by the conversation.</summary>
    internal bool IsBegun { get; set; }

    /// <summary>Whether the caller has stopped it.</summary>
    internal bool IsStopped { get; set; }

    /// <summary>Waits for the end of the turn. Messages that nobody is reading are dropped.</summary>
    /// <param name="cancellationToken">Gives up waiting; the turn goes on.</param>
    /// <returns>
    /// How it ended. A turn that failed is a value too, with its <see cref="AmpErrorKind"/>; one that was interrupted or stopped is of kind
    /// <see cref="AmpErrorKind.Cancelled"/>. Durations of the CLI, exit codes and credits are known for processes, not for turns.
    /// </returns>
    /// <exception cref="AmpException">The CLI ended without a result, or the thread could not be continued.</exception>
    /// <exception cref="AmpTimeoutException">The turn took too long.</exception>
    /// <exception cref="OperationCanceledException">A token was cancelled: this one, or that of the call which sent the turn, before its turn came.</exception>
    public async Task<AmpResult> WaitAsync(CancellationToken cancellationToken = default)
    {
        if (Volatile.Read(ref _readers) == 0)
        {
            Abandon();
        }

        return await _end.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops the agent's work on this turn, or takes it back when its turn has not come. The conversation goes on.</summary>
    /// <remarks>The CLI can be interrupted only by another message, so its process is ended, and the next turn continues the thread in a new one.</remarks>
    /// <returns>How it ended: as <see cref="AmpErrorKind.Cancelled"/>, unless it had ended before.</returns>
    public async Task<AmpResult> StopAsync()
    {
        await _stop(this).ConfigureAwait(false);
        return await WaitAsync(CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Reads the messages that nobody has read yet, as they arrive. The enumeration ends with the turn.</summary>
    /// <param name="cancellationToken">Gives up reading, which is leaving early.</param>
    public async IAsyncEnumerator<AmpMessage> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _readers);
        try
        {
            while (await WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                while (_messages.Reader.TryRead(out var message))
                {
                    yield return message;
                }
            }

            await _end.Task.ConfigureAwait(false);   // throws, if that is how it ended
        }
        finally
        {
            Interlocked.Decrement(ref _readers);
            if (!_messages.Reader.Completion.IsCompleted)
            {
                Abandon();
            }
        }
    }

    /// <summary>Gives a message to the reader; waits when too many are unread already.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">The turn is over: drops the message.</param>
    internal async ValueTask PostAsync(AmpMessage message, CancellationToken cancellationToken)
    {
        if (_isUnread || _messages.Writer.TryWrite(message) || (_dropsWhenFull && Volatile.Read(ref _readers) == 0))
        {
            return;
        }

        await _messages.Writer.WriteAsync(message, cancellationToken).AsTask().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>The conversation is being closed, and must not wait for somebody who does not read.</summary>
    internal void DropWhenFull()
    {
        _dropsWhenFull = true;
        if (Volatile.Read(ref _readers) == 0 && _messages.Reader.Count == MaxUnread)
        {
            Abandon();
        }
    }

    /// <summary>Has the token of the call that sent the turn take it back while it waits.</summary>
    internal void WithdrawWhenCancelled(Func<AmpTurn, bool> tryTakeBack)
    {
        if (!_sent.CanBeCanceled)
        {
            return;
        }

        var registration = _sent.Register(() =>
        {
            if (tryTakeBack(this))
            {
                Fail(new OperationCanceledException(_sent));
            }
        });
        _ = _end.Task.ContinueWith(_ => registration.Dispose(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    internal void Complete(AmpResult result)
    {
        _end.TrySetResult(result);
        _messages.Writer.TryComplete();
    }

    internal void Fail(Exception failure)
    {
        if (failure is OperationCanceledException { CancellationToken: { IsCancellationRequested: true } token })
        {
            _end.TrySetCanceled(token);
        }
        else
        {
            _end.TrySetException(failure);
        }

        _ = _end.Task.Exception;   // nobody need look at it
        _messages.Writer.TryComplete();
    }

    private void Abandon()
    {
        _isUnread = true;
        while (_messages.Reader.TryRead(out _))
        {
        }
    }

    private async Task<bool> WaitToReadAsync(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _sent);
        try
        {
            return await _messages.Reader.WaitToReadAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new OperationCanceledException(_sent);
        }
    }
}
