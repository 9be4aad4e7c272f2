using Amp.Client.Conversations;
using Amp.Streaming;

namespace Amp.Client;

/// <summary>Many turns with the agent, in one process as long as all goes well.</summary>
/// <remarks>
/// <para>
/// <b>Turns.</b> <see cref="SendAsync(AmpPrompt, CancellationToken)"/> sends a prompt when its turn comes: turns never overlap, and sending while the agent works does not disturb
/// it. <see cref="SteerAsync(AmpPrompt, CancellationToken)"/> does: it interrupts the turn that is under way. The turn is over when the agent has said its last word
/// (<c>stop_reason: end_turn</c>).
/// </para>
/// <para>
/// <b>Failures.</b> A turn that fails is a value (<see cref="AmpTurn.WaitAsync"/>). The CLI's process ends with it, and so does the conversation, unless
/// <see cref="AmpConversationSettings.ReopenAfterFailure"/> has it go on in a new process that continues the thread.
/// </para>
/// <para>
/// <b>Clocks</b> (<see cref="AmpClientOptions.IdleTimeout"/> and the others) run for each turn anew, and not at all between turns. An answer without a word and
/// without a tool call prints no line, so that only the idle clock ends its turn.
/// </para>
/// <para>
/// <b>Ownership.</b> Dispose it: that ends the CLI and everything it started. While its process lives, it counts as one of
/// <see cref="AmpClientOptions.MaxConcurrentRuns"/>, and disposing the client ends it too.
/// </para>
/// <para><b>Threads.</b> All members may be called from any thread.</para>
/// <para>
/// <b>CLI.</b> 0.0.1767830505 and later take many turns in one process. One that does not is run once for each turn, on the same thread: then interrupting means
/// ending its process.
/// </para>
/// </remarks>
public sealed class AmpConversation : IAsyncDisposable
{
    private readonly ConversationOpener _opener;
    private readonly ConversationLoop _loop;

    internal AmpConversation(ConversationOpener opener, ITurnPlayer player) => (_opener, _loop) = (opener, new(opener, player));

    /// <summary>The thread, to continue it with. <see langword="null"/> only before the first turn of a CLI that takes one prompt for each process.</summary>
    public AmpThreadId? ThreadId => _loop.ThreadId;

    /// <summary>The id of the CLI's process; <see langword="null"/> while there is none, as after a turn that failed.</summary>
    public int? ProcessId => _loop.ProcessId;

    /// <summary>Whether anything can still be sent: not after <see cref="CloseAsync"/>, and not after a failure that ended it.</summary>
    public bool IsOpen => _loop.IsOpen;

    /// <summary>Sends a prompt, as soon as all turns that were sent before it are over.</summary>
    /// <param name="prompt">What the agent is asked to do.</param>
    /// <param name="cancellationToken">Takes it back while its turn has not come; from then on it only gives up reading.</param>
    /// <returns>The turn. It takes place whether or not it is read.</returns>
    /// <exception cref="InvalidOperationException">The conversation is over, or being closed.</exception>
    public AmpTurn SendAsync(AmpPrompt prompt, CancellationToken cancellationToken = default) => Add(prompt, InputLine.Of(prompt), isSteer: false, cancellationToken);

    /// <summary>Sends texts and images, as soon as all turns that were sent before it are over.</summary>
    /// <param name="content"><see cref="TextBlock"/> and <see cref="ImageBlock"/>. The CLI takes images since 0.0.1774569934.</param>
    /// <param name="cancellationToken"><inheritdoc cref="SendAsync(AmpPrompt, CancellationToken)" path="/param[@name='cancellationToken']"/></param>
    /// <returns><inheritdoc cref="SendAsync(AmpPrompt, CancellationToken)" path="/returns"/></returns>
    /// <exception cref="InvalidOperationException">The conversation is over, or being closed.</exception>
    /// <exception cref="ArgumentException">There is another kind of block, or none at all.</exception>
    /// <exception cref="AmpCapabilityException">This CLI takes no images.</exception>
    public AmpTurn SendAsync(IReadOnlyList<ContentBlock> content, CancellationToken cancellationToken = default) =>
        Add(_opener.CheckContent(content), InputLine.Of(content), isSteer: false, cancellationToken);

    /// <summary>Interrupts the turn that is under way and gives the agent something else to do. The tool or the answer that it is at breaks off.</summary>
    /// <remarks>
    /// The interrupted turn ends as <see cref="AmpErrorKind.Cancelled"/>, or well, if it was faster. Turns that wait go on waiting, until this one is over. Without a turn
    /// under way or waiting this sends as <see cref="SendAsync(AmpPrompt, CancellationToken)"/> does.
    /// </remarks>
    /// <param name="prompt">What the agent is asked to do instead.</param>
    /// <param name="cancellationToken"><inheritdoc cref="SendAsync(AmpPrompt, CancellationToken)" path="/param[@name='cancellationToken']"/></param>
    /// <returns>The turn that takes the place of the other.</returns>
    /// <exception cref="InvalidOperationException">The conversation is over, or being closed.</exception>
    public AmpTurn SteerAsync(AmpPrompt prompt, CancellationToken cancellationToken = default) => Add(prompt, InputLine.Of(prompt), isSteer: true, cancellationToken);

    /// <inheritdoc cref="SteerAsync(AmpPrompt, CancellationToken)"/>
    /// <param name="content"><see cref="TextBlock"/> and <see cref="ImageBlock"/>. The CLI takes images since 0.0.1774569934.</param>
    /// <param name="cancellationToken"><inheritdoc cref="SendAsync(AmpPrompt, CancellationToken)" path="/param[@name='cancellationToken']"/></param>
    /// <exception cref="ArgumentException">There is another kind of block, or none at all.</exception>
    /// <exception cref="AmpCapabilityException">This CLI takes no images.</exception>
    public AmpTurn SteerAsync(IReadOnlyList<ContentBlock> content, CancellationToken cancellationToken = default) =>
        Add(_opener.CheckContent(content), InputLine.Of(content), isSteer: true, cancellationToken);

    /// <summary>Takes no more prompts, lets the turns that were sent come to their end, and then has the CLI end.</summary>
    /// <param name="cancellationToken">Gives up waiting; the conversation is closed none the less.</param>
    /// <returns>
    /// What the CLI says about its last process as a whole: the last text, all turns, its duration. <see langword="null"/> when it had ended before, was never sent
    /// anything, or takes one prompt for each process.
    /// </returns>
    public Task<AmpResult?> CloseAsync(CancellationToken cancellationToken = default) => _loop.CloseAsync(cancellationToken);

    /// <summary>Ends the CLI and everything it started, in whatever state the conversation is. Turns that are not over end as cancelled. Bounded; may be called more than once.</summary>
    public ValueTask DisposeAsync() => _loop.DisposeAsync();

    private AmpTurn Add(AmpPrompt prompt, ReadOnlyMemory<byte> line, bool isSteer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var turn = new AmpTurn(prompt, line, isSteer, _loop.StopAsync, cancellationToken);
        _loop.Add(turn);
        turn.WithdrawWhenCancelled(_loop.TryTakeBack);
        return turn;
    }
}
