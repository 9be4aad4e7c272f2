using Amp.Client.Budgets;
using Amp.Client.Cli;
using Amp.Client.Runs;
using Amp.Streaming;
using Microsoft.Extensions.Logging;

namespace Amp.Client.Conversations;

/// <summary>Starts what plays the turns of one conversation, at first and after a failure.</summary>
internal sealed class ConversationOpener(AmpRunOptions options, string directory, AmpCliCapabilities cli, RunStarter starter, LiveRuns runs, BudgetMeter? budget, ILogger logger)
{
    public bool Reopens => options.Conversation.ReopenAfterFailure;

    private bool TakesManyTurns => !cli.IsKnown || cli.Supports("--stream-json-input");

    public async Task<ITurnPlayer> OpenAsync(AmpThreadId? thread, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!TakesManyTurns)
        {
            return new RunTurnPlayer(
                (request, token) => runs.StartAsync(() => starter.StartAsync(request, directory, token), token),
                options,
                budget,
                thread);
        }

        var request = new AmpRequest { Prompt = "", Thread = thread, Options = options, KeepsInputOpen = true, Budget = budget };
        var player = await runs.StartAsync(() => starter.StartConversationAsync(request, directory, cancellationToken), cancellationToken).ConfigureAwait(false);
        try
        {
            await player.OpenAsync(cancellationToken).ConfigureAwait(false);
            return player;
        }
        catch
        {
            await player.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public Task<ITurnPlayer> ReopenAsync(AmpThreadId? thread, CancellationToken cancellationToken)
    {
        ConversationLog.Reopened(logger, thread);
        return OpenAsync(thread, cancellationToken);
    }

    /// <summary>Refuses what the CLI would answer by ending.</summary>
    /// <returns>The texts of the content.</returns>
    public AmpPrompt CheckContent(IReadOnlyList<ContentBlock> content)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (content.Count == 0)
        {
            throw new ArgumentException("There is nothing to send: give at least one text or image.", nameof(content));
        }

        if (content.Any(static block => block is ImageBlock) && !(TakesManyTurns && UnlistedFeatures.AcceptsImages(cli.Build)))
        {
            throw AmpCapabilityException.For("an image in a prompt", [], cli);
        }

        return string.Join('\n', content.OfType<TextBlock>().Select(static block => block.Text));
    }

    /// <summary>The result of a turn for which nothing is left in the budget; <see langword="null"/> when there is.</summary>
    public AmpResult? BudgetResult(AmpThreadId? thread) => budget is { } meter && meter.IsUsedUp()
        ? meter.Mark(new() { IsError = true, ErrorKind = AmpErrorKind.Cancelled, ThreadId = thread, WallDuration = TimeSpan.Zero })
        : null;
}
