using Amp.Streaming;

namespace Amp.Client.Runs;

/// <summary>What a run has said so far, boiled down to what its result needs.</summary>
internal sealed class RunTranscript(TimeProvider clock)
{
    private const int MaxMalformedLines = 100;

    private readonly List<AmpToolCall> _calls = [];
    private readonly Dictionary<string, (int Index, long Started)> _open = [];
    private readonly List<MalformedLine> _malformed = [];
    private TokenUsage? _usage;

    public AmpThreadId? ThreadId { get; private set; }

    public ResultMessage? Result { get; private set; }

    /// <summary>The last plain text that was printed: what a CLI says that never got as far as its first message.</summary>
    public MalformedLine? LastPlainText { get; private set; }

    public IReadOnlyList<MalformedLine> MalformedLines => _malformed;

    public IReadOnlyList<AmpToolCall> ToolCalls => _calls;

    public TokenUsage? Usage => _usage;

    /// <summary>How many messages the main agent wrote.</summary>
    public int Answers { get; private set; }

    /// <summary>What the main agent said last.</summary>
    public string? LastText { get; private set; }

    public void Add(MalformedLine line)
    {
        if (line.Reason is MalformedLineReason.NotJson)
        {
            LastPlainText = line;
        }

        if (_malformed.Count < MaxMalformedLines)
        {
            _malformed.Add(line);
        }
    }

    /// <summary>Counts what another transcript has counted.</summary>
    public void Add(TokenUsage? usage) => _usage = Sum(_usage, usage);

    public void Add(AmpMessage message)
    {
        if (ThreadId is null && AmpThreadId.TryParse(message.SessionId, null, out var id))
        {
            ThreadId = id;
        }

        switch (message)
        {
            case AssistantMessage assistant:
                _usage = Sum(_usage, assistant.Usage);
                Answers += assistant.ParentToolUseId is null ? 1 : 0;
                LastText = assistant is { ParentToolUseId: null, Content: var said } && said.OfType<TextBlock>().Any()
                    ? string.Join('\n', said.OfType<TextBlock>().Select(static block => block.Text))
                    : LastText;
                foreach (var call in assistant.Content.OfType<ToolUseBlock>())
                {
                    _open[call.Id] = (_calls.Count, clock.GetTimestamp());
                    _calls.Add(new(call.Id, call.Name, call.Input));
                }

                break;
            case UserMessage user:
                foreach (var answer in user.Content.OfType<ToolResultBlock>())
                {
                    Close(answer);
                }

                break;
            case ResultMessage result:
                Result = result;
                break;
        }
    }

    private void Close(ToolResultBlock answer)
    {
        if (_open.Remove(answer.ToolUseId, out var open))
        {
            _calls[open.Index] = _calls[open.Index] with
            {
                Content = answer.Content ?? answer.Json?.ToString(),
                IsError = answer.IsError,
                ExitCode = answer.ReadExitCode(),
                Duration = clock.GetElapsedTime(open.Started),
            };
        }
    }

    private static TokenUsage? Sum(TokenUsage? sum, TokenUsage? usage) => (sum, usage) switch
    {
        (_, null) => sum,
        (null, _) => usage,
        _ => new()
        {
            InputTokens = Sum(sum.InputTokens, usage.InputTokens),
            CacheCreationInputTokens = Sum(sum.CacheCreationInputTokens, usage.CacheCreationInputTokens),
            CacheReadInputTokens = Sum(sum.CacheReadInputTokens, usage.CacheReadInputTokens),
            OutputTokens = Sum(sum.OutputTokens, usage.OutputTokens),
            MaxTokens = usage.MaxTokens ?? sum.MaxTokens,
            ServiceTier = usage.ServiceTier ?? sum.ServiceTier,
        },
    };

    private static long? Sum(long? a, long? b) => a is null ? b : a + (b ?? 0);
}
