namespace Amp.Streaming.Events;

/// <summary>Makes events of messages, one message at a time. It only tells again what the stream says, and joins what belongs together.</summary>
/// <remarks>
/// <para>
/// <b>Order.</b> The events of a message come in the order of its blocks, then <see cref="TokenUsageEvent"/>, then
/// <see cref="TurnEndEvent"/>. Every <see cref="ToolStartEvent"/> is followed by one <see cref="ToolFinishEvent"/> with its id.
/// </para>
/// <para>
/// <b>Sub-agents.</b> CLI 0.0.1767830505 prints what sub-agents say and call, but not what their tools answer. A call of theirs
/// ends, with <see cref="ToolOutcome.Unknown"/>, when the sub-agent speaks again or its Task does. What a sub-agent says never
/// ends a turn, also when it comes after its Task's answer.
/// </para>
/// <para><b>Threads.</b> One stream, one caller at a time. Holds the open tool calls and nothing else.</para>
/// </remarks>
/// <param name="timeProvider">The clock for durations; the system's when <see langword="null"/>.</param>
public sealed class AmpEventProjector(TimeProvider? timeProvider = null)
{
    private readonly TimeProvider _time = timeProvider ?? TimeProvider.System;
    private readonly OpenTools _open = new();
    private string? _sessionId;
    private bool _isTurnOpen;

    /// <summary>Projects what a reader found.</summary>
    /// <param name="item">A message or a defect.</param>
    /// <param name="output">Where the events are added.</param>
    public void Project(in AmpStreamItem item, ICollection<AmpEvent> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (item.Message is { } message)
        {
            Project(message, output);
        }
        else if (item.PlainText is { } text)
        {
            output.Add(new OutputEvent(text, OutputSource.StandardOutput) { SessionId = _sessionId });
        }
        else if (item.Malformed is { } malformed)
        {
            output.Add(new MalformedLineEvent(malformed) { SessionId = _sessionId });
        }
    }

    /// <summary>Projects a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="output">Where the events are added.</param>
    public void Project(AmpMessage message, ICollection<AmpEvent> output)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(output);
        _sessionId = message.SessionId ?? _sessionId;
        switch (message)
        {
            case AssistantMessage assistant:
                ProjectAssistant(assistant, output);
                break;
            case UserMessage user:
                ProjectUser(user, output);
                break;
            case ResultMessage result:
                Complete(output);
                output.Add(new SessionResultEvent(result) { SessionId = _sessionId });
                break;
        }
    }

    /// <summary>Says that no more messages come: tool calls without an answer end as interrupted, and so does a turn that is open.</summary>
    /// <param name="output">Where the events are added.</param>
    /// <remarks>Needed only for a stream that broke off. A <see cref="ResultMessage"/> does the same.</remarks>
    public void Complete(ICollection<AmpEvent> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        while (_open.TakeFirst() is { } tool)
        {
            output.Add(Finish(tool, tool.ParentId is null ? ToolOutcome.Interrupted : ToolOutcome.Unknown));
        }

        EndOpenTurn(output);
    }

    private void ProjectAssistant(AssistantMessage message, ICollection<AmpEvent> output)
    {
        var parent = message.ParentToolUseId;
        if (parent is not null)
        {
            FinishChildren(parent, output);
        }

        foreach (var block in message.Content)
        {
            switch (block)
            {
                case TextBlock text:
                    output.Add(new AssistantMessageEvent(text.Text) { SessionId = _sessionId, ParentToolUseId = parent });
                    break;
                case ThinkingBlock thinking:
                    output.Add(new ThinkingEvent(thinking.Thinking) { SessionId = _sessionId, ParentToolUseId = parent });
                    break;
                case RedactedThinkingBlock:
                    output.Add(new ThinkingEvent(null) { SessionId = _sessionId, ParentToolUseId = parent });
                    break;
                case ToolUseBlock call:
                    _open.Add(call.Id, call.Name, parent, _time.GetTimestamp());
                    output.Add(new ToolStartEvent(call.Id, call.Name, call.Input) { SessionId = _sessionId, ParentToolUseId = parent });
                    break;
            }
        }

        if (message.Usage is { } usage)
        {
            output.Add(new TokenUsageEvent(usage) { SessionId = _sessionId, ParentToolUseId = parent });
        }

        if (parent is null)
        {
            _isTurnOpen = message.StopReason == StopReason.ToolUse;
            if (!_isTurnOpen)
            {
                output.Add(new TurnEndEvent(message.StopReason) { SessionId = _sessionId });
            }
        }
    }

    private void ProjectUser(UserMessage message, ICollection<AmpEvent> output)
    {
        var isAnswer = false;
        foreach (var block in message.Content)
        {
            if (block is ToolResultBlock result)
            {
                isAnswer = true;
                FinishChildren(result.ToolUseId, output);
                output.Add(Finish(result, message.ParentToolUseId));
            }
        }

        if (!isAnswer && message.ParentToolUseId is null)
        {
            // The user speaks while the agent works: what it was doing is over, and a new turn begins.
            EndOpenTurn(output);
            _isTurnOpen = true;
        }
    }

    private void FinishChildren(string taskId, ICollection<AmpEvent> output)
    {
        while (_open.TakeChild(taskId) is { } child)
        {
            FinishChildren(child.Id, output);
            output.Add(Finish(child, ToolOutcome.Unknown));
        }
    }

    private ToolFinishEvent Finish(ToolResultBlock result, string? parent)
    {
        var tool = _open.Take(result.ToolUseId);
        return new(result.ToolUseId, OutcomeOf(result))
        {
            SessionId = _sessionId,
            ParentToolUseId = tool?.ParentId ?? parent,
            ToolName = tool?.Name,
            Duration = tool is null ? null : _time.GetElapsedTime(tool.StartedAt),
            IsError = result.IsError,
            ExitCode = result.ReadExitCode(),
            Content = result.Content,
        };
    }

    private ToolFinishEvent Finish(OpenTool tool, ToolOutcome outcome) => new(tool.Id, outcome)
    {
        SessionId = _sessionId,
        ParentToolUseId = tool.ParentId,
        ToolName = tool.Name,
        Duration = _time.GetElapsedTime(tool.StartedAt),
    };

    // The CLI has no field for these; its words are the same in all recorded versions. What a delegate or a rule says in
    // its own words cannot be told from a failure.
    private static ToolOutcome OutcomeOf(ToolResultBlock result) => result switch
    {
        { IsError: not true } => ToolOutcome.Completed,
        { Content: { } text } when text.StartsWith("Tool execution cancelled", StringComparison.Ordinal) => ToolOutcome.Interrupted,
        { Content: { } text } when text.StartsWith("Tool execution rejected", StringComparison.Ordinal) => ToolOutcome.Rejected,
        _ => ToolOutcome.Failed,
    };

    private void EndOpenTurn(ICollection<AmpEvent> output)
    {
        if (_isTurnOpen)
        {
            _isTurnOpen = false;
            output.Add(new TurnEndEvent(StopReason: null) { SessionId = _sessionId });
        }
    }
}
