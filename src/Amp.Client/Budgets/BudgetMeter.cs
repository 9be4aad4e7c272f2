using System.Globalization;
using Amp.Streaming;

namespace Amp.Client.Budgets;

/// <summary>Counts what a run, or all turns of a conversation, used, and says when a limit is reached. Thread-safe.</summary>
internal sealed class BudgetMeter(AmpBudget budget, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private long _tokens;
    private int _turns;
    private int _toolCalls;
    private TimeSpan _worked;
    private long? _workingSince;

    /// <summary>The limit that stopped the work, once one has.</summary>
    public AmpBudgetLimit? StoppedBy { get; private set; }

    /// <summary>How long the agent may still work; <see langword="null"/> without a limit.</summary>
    public TimeSpan? TimeLeft
    {
        get
        {
            lock (_gate)
            {
                return budget.MaxWallTime is not { } most ? null : most > Worked ? most - Worked : TimeSpan.Zero;
            }
        }
    }

    private TimeSpan Worked => _worked + (_workingSince is { } since ? clock.GetElapsedTime(since) : TimeSpan.Zero);

    public static BudgetMeter? For(AmpBudget? budget, TimeProvider clock) => budget is null ? null : new(budget, clock);

    public void BeginWork()
    {
        lock (_gate)
        {
            _workingSince ??= clock.GetTimestamp();
        }
    }

    public void EndWork()
    {
        lock (_gate)
        {
            (_worked, _workingSince) = (Worked, null);
        }
    }

    /// <summary>Counts a message.</summary>
    /// <returns>Whether the agent must be stopped now: a limit is reached and it would go on.</returns>
    public bool Saw(AmpMessage message)
    {
        if (message is not AssistantMessage assistant)
        {
            return false;
        }

        lock (_gate)
        {
            _turns++;
            _toolCalls += assistant.Content.Count(static block => block is ToolUseBlock);
            _tokens += TokensOf(assistant.Usage);
            var goesOn = assistant.ParentToolUseId is not null || assistant.StopReason == StopReason.ToolUse;
            return goesOn && Find(atWork: true) is { } limit && Stop(limit);
        }
    }

    /// <summary>The time is up.</summary>
    public void RanOutOfTime()
    {
        lock (_gate)
        {
            Stop(AmpBudgetLimit.WallTime);
        }
    }

    /// <summary>Says whether nothing is left for another turn.</summary>
    public bool IsUsedUp()
    {
        lock (_gate)
        {
            return StoppedBy is not null || (Find(atWork: false) is { } limit && Stop(limit));
        }
    }

    /// <summary>Makes the result of a run that was stopped for the budget; leaves one that ended by itself as it is.</summary>
    public AmpResult Mark(AmpResult result) => StoppedBy is { } limit && result is { IsError: true, ErrorKind: AmpErrorKind.Cancelled }
        ? result with { ErrorKind = AmpErrorKind.BudgetReached, StoppedBy = limit, Error = Words(limit) }
        : result;

    public string Words(AmpBudgetLimit limit) => limit switch
    {
        AmpBudgetLimit.Tokens => Text($"The run was stopped: it used {_tokens} tokens, and {nameof(AmpBudget)}.{nameof(AmpBudget.MaxTokens)} allows {budget.MaxTokens}."),
        AmpBudgetLimit.Turns => Text($"The run was stopped: the agent wrote {_turns} answers, and {nameof(AmpBudget)}.{nameof(AmpBudget.MaxTurns)} allows {budget.MaxTurns}."),
        AmpBudgetLimit.ToolCalls => Text($"The run was stopped: the agent called {_toolCalls} tools, and {nameof(AmpBudget)}.{nameof(AmpBudget.MaxToolCalls)} allows {budget.MaxToolCalls}."),
        _ => Text($"The run was stopped: {nameof(AmpBudget)}.{nameof(AmpBudget.MaxWallTime)} allows {budget.MaxWallTime}."),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static long TokensOf(TokenUsage? usage) =>
        (usage?.InputTokens ?? 0) + (usage?.CacheCreationInputTokens ?? 0) + (usage?.CacheReadInputTokens ?? 0) + (usage?.OutputTokens ?? 0);

    // Tokens and answers are used up when the next would be too many; a tool call must have happened to be one too many.
    private AmpBudgetLimit? Find(bool atWork) =>
        _tokens >= budget.MaxTokens ? AmpBudgetLimit.Tokens
        : _turns >= budget.MaxTurns ? AmpBudgetLimit.Turns
        : _toolCalls > budget.MaxToolCalls ? AmpBudgetLimit.ToolCalls
        : !atWork && Worked >= budget.MaxWallTime ? AmpBudgetLimit.WallTime
        : null;

    private bool Stop(AmpBudgetLimit limit)
    {
        StoppedBy ??= limit;
        return true;
    }
}
